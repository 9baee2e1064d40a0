"""The day from which something is to hold is today or later, and not beyond what can be counted with."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.lanes.models import RoutingRule
from entrepot.apps.lanes.services.set_routing_rule import set_routing_rule
from entrepot.domain.sourcing.routing_rules import Effect
from entrepot.domain.sourcing.routing_rules import RoutingRule as RuleValue
from entrepot.kit.errors import Refused
from tests.factories.catalog import a_product
from tests.factories.lanes import a_mode

pytestmark = pytest.mark.django_db
FAULT = "Choose today or a later day, within ten years."
OUT_OF_RANGE = ["0001-01-01", "9999-12-31"]


@pytest.mark.parametrize("since", OUT_OF_RANGE)
@pytest.mark.parametrize("confirm", [{}, {"confirm": "1"}], ids=["tried", "confirmed"])
def test_a_routing_rule_names_a_day_that_can_be_counted_with(
    console: Client, since: str, confirm: dict[str, str]
) -> None:
    a_mode()
    said = {"effect": "exclude", "modes": ["direct_mail"], "since": since, "reason": "slow", **confirm}
    page = console.post("/en/console/routing-rules/", said)
    assert (page.status_code, page.context["form"].errors) == (422, {"since": [FAULT]})
    assert not RoutingRule.objects.exists()


@pytest.mark.parametrize("from_day", OUT_OF_RANGE)
def test_prices_begin_on_such_a_day_in_a_table_and_on_the_page_of_a_product(
    console: Client, from_day: str
) -> None:
    variant = a_product(price="10.00").variants.get()
    table = {"text": f"sku,price,currency\n{variant.sku},9.00,GBP", "from_day": from_day}
    page = console.post("/en/console/articles/", table)
    assert (page.status_code, page.context["form"].errors) == (422, {"from_day": [FAULT]})
    address = f"/en/console/variants/{variant.sku}/price/GBP/"
    assert console.post(address, {"price": "9.00", "from_day": from_day}).status_code == 422
    assert [row.amount for row in variant.prices.all()] == [10]


def test_a_program_is_told_the_same() -> None:
    rule = RuleValue(Effect.EXCLUDE, modes=frozenset({"direct_mail"}))
    today = timezone.now().date()
    with pytest.raises(Refused, match=FAULT):
        set_routing_rule(rule=rule, since=date.max, until=None, reason="slow", by="operator:1")
    in_ten_years = today + timedelta(days=3_652)
    set_routing_rule(rule=rule, since=in_ten_years, until=None, reason="slow", by="operator:1")
    assert RoutingRule.objects.get().valid.lower == in_ten_years

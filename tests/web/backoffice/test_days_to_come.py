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


def test_a_program_is_told_the_same() -> None:
    rule = RuleValue(Effect.EXCLUDE, modes=frozenset({"direct_mail"}))
    today = timezone.now().date()
    with pytest.raises(Refused, match=FAULT):
        set_routing_rule(rule=rule, since=date.max, until=None, reason="slow", by="operator:1")
    in_ten_years = today + timedelta(days=3_652)
    set_routing_rule(rule=rule, since=in_ten_years, until=None, reason="slow", by="operator:1")
    assert RoutingRule.objects.get().valid.lower == in_ten_years

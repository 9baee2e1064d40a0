"""Otto reads what each article earned."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.inventory.services.ship_reserved import ship_reserved
from tests.factories.fulfilment import a_confirmed_order
from tests.factories.inbound import lot_of
from tests.factories.inventory import stocked
from tests.factories.markets import a_rate

pytestmark = pytest.mark.django_db
PAGE = "/en/console/article-profit/"


def test_losses_come_first_with_the_capital_that_lies_in_the_article(console: Client) -> None:
    a_rate("GBP", "1.00")
    good, bad = lot_of(stocked(0), 10, cost="10.00"), lot_of(stocked(0), 10, cost="200.00")
    order = a_confirmed_order(good.level, bad.level)
    items = [(lot.level.variant_id, 1) for lot in (good, bad)]
    ship_reserved(reference=order.stock_reference, warehouse_code="lhr", items=items, by="test")
    shown = console.get(PAGE)
    first, second = shown.context["rows"]
    assert (first.variant, second.variant) == (bad.level.variant, good.level.variant)
    # 15.90 came in; 3.65, 20.00, 2.25, 1.80 and 0.22 went out of the dear one. Nine units at 20.00 are left.
    assert str(first.row.profit.profit) == "GBP -12.02"
    assert str(first.tied) == "GBP 180.00"
    # One unit in 90 days of the nine that are left.
    assert str(first.turns) == "0.5"
    assert str(second.row.profit.profit) == "GBP 6.97"
    assert '<strong class="text-bad">−£12.02</strong>' in shown.content.decode()


def test_orders_outside_the_period_are_not_counted(console: Client) -> None:
    a_rate("GBP", "1.00")
    order = a_confirmed_order()
    day = (timezone.now().date() - timedelta(days=1)).isoformat()
    assert "Nothing was sold" in console.get(PAGE, {"from": "2020-01-01", "to": day}).content.decode()
    shown = console.get(PAGE, {"from": "never", "to": ""})
    assert order.lines.get().sku in shown.content.decode()


def test_a_period_is_at_most_a_year(console: Client) -> None:
    period = console.get(PAGE, {"from": "2020-01-01", "to": "2025-12-31"}).context["period"]
    assert period.first.isoformat() == "2024-12-31"

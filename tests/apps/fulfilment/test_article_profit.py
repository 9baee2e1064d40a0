"""What articles earned: the parts of an order add up to it, and every article bears its own goods."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from entrepot.apps.fulfilment.queries.article_profit import ArticleReport, article_profits
from entrepot.apps.fulfilment.queries.profit import order_profit
from entrepot.apps.inventory.services.ship_reserved import ship_reserved
from entrepot.domain.money import Money
from entrepot.domain.order_profit import ArticlePart, Profit, shared_out
from tests.factories.fulfilment import a_confirmed_order, a_dropship_level
from tests.factories.inbound import lot_of
from tests.factories.inventory import stocked
from tests.factories.markets import a_rate

pytestmark = pytest.mark.django_db


def report(**bound: int) -> ArticleReport:
    now = timezone.now()
    return article_profits(since=now - timedelta(days=1), before=now + timedelta(days=1), **bound)


def figures(profit: Profit) -> dict[str, str]:
    return {"received": str(profit.received.amount)} | {
        name: str(money.amount) for name, money in profit.costs
    }


def test_the_articles_of_an_order_add_up_to_it_and_each_bears_its_own_goods() -> None:
    a_rate("GBP", "2.00")
    cheap, dear = lot_of(stocked(0), 10, cost="33.33"), lot_of(stocked(0), 10, cost="90.00")
    order = a_confirmed_order(cheap.level, dear.level, quantity=3)
    items = [(lot.level.variant_id, 3) for lot in (cheap, dear)]
    ship_reserved(reference=order.stock_reference, warehouse_code="lhr", items=items, by="test")
    found = report()
    # EUR 60.00 + 11.80 paid; one euro is two pounds. The dearer article earns least and comes first.
    assert [(row.variant_id, row.pieces) for row in found.rows] == [
        (dear.level.variant_id, 3), (cheap.level.variant_id, 3),
    ]  # fmt: skip
    assert figures(found.rows[1].profit) == {
        "received": "71.80", "duty_and_tax": "7.30", "goods": "20.00", "freight": "4.50",
        "handling": "4.80", "storage": "0.00", "payment": "1.02",
    }  # fmt: skip
    assert figures(found.rows[0].profit)["goods"] == "54.00"
    assert [row.profit.profit for row in found.rows] == [Money.of("0.20", "GBP"), Money.of("34.18", "GBP")]
    whole, of_order = found.whole, order_profit(order)
    assert whole is not None
    assert of_order is not None
    assert whole.profit.amount == of_order.profit.amount * 2
    assert whole.is_final


def test_freight_falls_by_weight_and_returned_pieces_earn_nothing() -> None:
    a_rate("GBP", "1.00")
    heavy, light = stocked(5), stocked(5)
    order = a_confirmed_order(heavy, light, quantity=2)
    order.lines.filter(variant=heavy.variant).update(gross_weight_g=600, returned=1)
    order.lines.filter(variant=light.variant).update(gross_weight_g=300)
    by_variant = {row.variant_id: row for row in report().rows}
    # 4.50 of freight for 1200 g and 600 g; 51.80 came in for 10.00 and 20.00 kept and 11.80 of charges.
    one, other = by_variant[heavy.variant_id].profit, by_variant[light.variant_id].profit
    assert [figures(each)["freight"] for each in (one, other)] == ["3.00", "1.50"]
    assert one.received + other.received == Money.of("51.80", "GBP")
    assert one.received < other.received
    assert (one.waiting, one.is_final) == (2, False)


def test_goods_of_a_supplier_fall_to_what_he_sent() -> None:
    a_rate("GBP", "1.00")
    a_rate("CNY", "8.00")
    order = a_confirmed_order(a_dropship_level(), quantity=2)
    order.consignments.get().dropship_orders.update(status="shipped")
    (row,) = report().rows
    assert (figures(row.profit)["goods"], row.profit.waiting) == ("1.00", 0)


def test_orders_beyond_the_bound_or_without_a_rate_are_counted_and_cancelled_pieces_are_not_sold() -> None:
    order = a_confirmed_order()
    assert (report().without_rate, report().rows) == (1, [])
    a_rate("GBP", "1.00")
    other = a_confirmed_order()
    found = report(most=1)
    assert (found.orders, found.not_read, len(found.rows)) == (2, 1, 1)
    other.consignments.update(progress="cancelled")
    assert [row.variant_id for row in report().rows] == [order.lines.get().variant_id]


def test_more_orders_ask_the_database_no_more_often(settings: Settings) -> None:
    settings.REFERENCE_CACHE_SECONDS = 60
    a_rate("GBP", "1.00")
    level = stocked(20)
    asked = []
    for _each in range(3):
        a_confirmed_order(level)
        report()
        with CaptureQueriesContext(connection) as captured:
            report()
        asked.append(len(captured))
    assert asked[1] == asked[2] <= 16
    assert report().rows[0].pieces == 3


def test_parts_lose_no_minor_unit() -> None:
    profit = Profit(Money.of("0.10", "EUR"), (("goods", Money.of("0.05", "EUR")),), 0, 0)
    third = ArticlePart(1, 0, 0, {"received": Decimal(1), "goods": Decimal(1)})
    shares = shared_out(profit, [third, third, third])
    assert [str(each.received.amount) for each in shares] == ["0.04", "0.03", "0.03"]
    assert [str(each.profit.amount) for each in shares] == ["0.02", "0.01", "0.02"]

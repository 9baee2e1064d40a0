"""What an order earned: every piece bears its own goods and its own days in the warehouse."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from entrepot.apps.fulfilment.queries.profit import order_profit
from entrepot.apps.inventory.models import Lot, StockMovement, StorageFee, WriteDown
from entrepot.apps.inventory.queries.shipped import shipped_units
from entrepot.apps.inventory.services.ship_reserved import ship_reserved
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.domain.money import Money
from tests.factories.fulfilment import a_confirmed_order, a_dropship_level
from tests.factories.inbound import lot_of
from tests.factories.inventory import behind_the_guard, stocked
from tests.factories.markets import a_rate
from tests.factories.orders import a_placed_order

pytestmark = pytest.mark.django_db
NOW = datetime.combine(timezone.now().date(), datetime.min.time(), UTC) + timedelta(hours=9)


def a_lot_with_fees() -> Lot:
    """10 units that cost EUR 33.33 and EUR 0.70 a day on each of the last three days."""
    lot = lot_of(stocked(0), 10, cost="33.33")
    for days_ago in (3, 2, 1):
        StorageFee.objects.create(
            lot=lot, day=NOW.date() - timedelta(days=days_ago), units=10, volume_mm3=1, age_days=5,
            amount=Decimal("0.70"), currency="EUR",
        )  # fmt: skip
    return lot


def costs(order: object) -> dict[str, str]:
    found = order_profit(order)  # type: ignore[arg-type]
    assert found is not None
    return {name: str(money.amount) for name, money in found.costs}


def test_an_order_bears_goods_freight_handling_storage_and_the_providers_share() -> None:
    lot = a_lot_with_fees()
    order = a_confirmed_order(lot.level, quantity=3)
    before = order_profit(order)
    assert before is not None
    assert (before.waiting, before.is_final) == (3, False)
    ship_reserved(
        reference=order.stock_reference, warehouse_code="lhr", items=[(lot.level.variant_id, 3)], by="test"
    )
    # 30.00 goods + 4.50 + 2.00 + 5.30 are paid; 3 pieces of 33.33 / 10, of 3 x 0.70 / 10; 3.00 + 3 x 0.30.
    assert costs(order) == {
        "duty_and_tax": "7.3000", "goods": "10.00", "freight": "4.5000", "handling": "3.90",
        "storage": "0.63", "payment": "0.59",
    }  # fmt: skip
    found = order_profit(order)
    assert found is not None
    assert (found.received, found.profit, found.is_final) == (
        Money.of("41.80", "EUR"), Money.of("14.88", "EUR"), True,
    )  # fmt: skip


def test_what_left_and_what_lies_there_share_every_fee_without_rest() -> None:
    lot = a_lot_with_fees()
    order = a_confirmed_order(lot.level, quantity=3)
    items = [(lot.level.variant_id, 3)]
    ship_reserved(reference=order.stock_reference, warehouse_code="lhr", items=items, by="test")
    behind_the_guard()
    StockMovement.objects.filter(kind="ship").update(at=NOW - timedelta(days=1))
    # On the evening of the day they left they were gone: two days of a tenth each.
    (left,) = shipped_units([order.stock_reference])[order.stock_reference]
    assert [fee.amount for fee in left.storage] == [Decimal("0.42")]


def test_pieces_that_were_written_down_cost_less() -> None:
    lot = a_lot_with_fees()
    order = a_confirmed_order(lot.level, quantity=3)
    WriteDown.objects.create(
        lot=lot, units=10, amount=Decimal("10"), currency="EUR", basis="age", days=180,
        share=Decimal("0.3"), by="operator:1", at=NOW - timedelta(days=1),
    )  # fmt: skip
    ship_reserved(
        reference=order.stock_reference, warehouse_code="lhr", items=[(lot.level.variant_id, 3)], by="test"
    )
    assert costs(order)["goods"] == "7.00"


def test_money_that_went_back_is_not_earned() -> None:
    order = a_confirmed_order()
    request_refund(
        order=order, parts={"goods": Money.of("4.00", "EUR"), "tax": Money.of("0.80", "EUR")},
        reason="scratched", reference="1", by="operator:1",
    )  # fmt: skip
    found = order_profit(order)
    assert found is not None
    assert found.received == Money.of("17.00", "EUR")
    assert costs(order)["duty_and_tax"] == "6.5000"


def test_a_supplier_is_paid_in_his_currency_and_unpaid_orders_have_no_profit() -> None:
    assert order_profit(a_placed_order(stocked(3))) is None
    a_rate("CNY", "8.00")
    order = a_confirmed_order(a_dropship_level())
    order.consignments.get().dropship_orders.update(status="shipped")
    assert costs(order)["goods"] == "0.50"
    found = order_profit(order)
    assert found is not None
    assert found.is_final

"""Lots leave in the order of their expiry, expired goods are blocked, and a recall can name the orders."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from entrepot.apps.inventory.models import Lot, MinimumLife, StockLevel
from entrepot.apps.inventory.queries import LotDelivery, availability, lot_deliveries, stock_differences
from entrepot.apps.inventory.services.block_expired import Blocked, block_expired
from entrepot.apps.inventory.services.block_stock import block_stock
from entrepot.apps.inventory.services.commit_reservations import commit_reservations
from entrepot.apps.inventory.services.count_stock import count_stock
from entrepot.apps.inventory.services.reserve import Want, reserve
from entrepot.apps.inventory.services.scrap_stock import scrap_stock
from entrepot.apps.inventory.services.ship_reserved import ship_reserved
from entrepot.apps.inventory.services.unblock_stock import unblock_stock
from entrepot.kit.errors import Refused
from tests.factories.inbound import lot_of
from tests.factories.inventory import stocked

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.now().date()


def sell(level: StockLevel, quantity: int, reference: str = "order:ET-1") -> None:
    wants = [Want(level.warehouse.code, level.variant_id, quantity)]
    reserve(reference=reference, wants=wants, expires_at=timezone.now() + timedelta(minutes=30))
    commit_reservations(reference=reference)


def ship(level: StockLevel, quantity: int, reference: str = "order:ET-1", in_days: int = 0) -> None:
    ship_reserved(
        reference=reference, warehouse_code=level.warehouse.code, items=[(level.variant_id, quantity)],
        by="operator:1", arrives_on=today() + timedelta(days=in_days),
    )  # fmt: skip


def left(*lots: Lot) -> list[tuple[int, int]]:
    return [(row.quantity, row.blocked) for row in (Lot.objects.get(pk=lot.pk) for lot in lots)]


def test_what_expires_first_leaves_first_and_the_recall_names_the_orders() -> None:
    level = stocked(0)
    late, early = lot_of(level, 5, life=90, number="B"), lot_of(level, 5, life=30, number="A")
    sell(level, 7)
    ship(level, 7)
    assert left(late, early) == [(3, 0), (0, 0)]
    (recalled,) = lot_deliveries(lot_number="A")
    assert recalled == LotDelivery("A", level.variant.sku, "order:ET-1", 5, recalled.at)
    assert [each.units for each in lot_deliveries(lot_number="B")] == [2]
    assert stock_differences() == []


def test_goods_too_old_at_delivery_stay_and_the_refusal_changes_nothing() -> None:
    level = stocked(0)
    MinimumLife.objects.create(variant=level.variant, days_at_delivery=20)
    short, long = lot_of(level, 5, life=29, number="A"), lot_of(level, 5, life=30, number="B")
    sell(level, 6)
    with pytest.raises(Refused, match="5 of 6 units last until") as refusal:
        ship(level, 6, in_days=10)
    assert (refusal.value.code, left(short, long)) == ("too_little_life", [(5, 0), (5, 0)])
    ship(level, 5, in_days=10)
    assert left(short, long) == [(5, 0), (0, 0)]


def test_what_can_be_sold_depends_on_the_day_of_delivery_and_costs_no_statement_more(
    django_assert_num_queries: "type",
) -> None:
    level = stocked(0)
    MinimumLife.objects.create(variant=level.variant, days_at_delivery=20)
    lot_of(level, 4, life=10, number="A")
    lot_of(level, 3, life=40, number="B")
    lot_of(level, 2, number="C")
    sell(level, 1)
    with django_assert_num_queries(1):
        (found,) = availability([level.variant_id])
    days = [found.sellable_life(today() + timedelta(days=days)) for days in (0, 20, 21)]
    assert (found.available, days) == (4, [4, 4, 1])


def test_expired_units_are_blocked_once_with_a_movement_but_promised_ones_wait() -> None:
    level = stocked(0)
    old, fresh = lot_of(level, 5, life=-1, number="A"), lot_of(level, 3, life=0, number="B")
    sell(level, 5)
    assert [block_expired(today=today()) for _ in range(2)] == [Blocked(3, 2), Blocked(0, 2)]
    assert left(old, fresh) == [(2, 3), (3, 0)]
    movement = level.movements.get(kind="block")
    assert (movement.quantity, movement.blocked, movement.lot_id) == (-3, 3, old.pk)
    with pytest.raises(Refused, match="3 of 5 units last until"):
        ship(level, 5)
    with pytest.raises(Refused, match="can only be scrapped"):
        unblock_stock(lot=old, quantity=1, reason="", by="operator:1")
    assert stock_differences() == []


def test_blocked_units_come_back_or_are_scrapped_and_promised_ones_cannot_be_blocked() -> None:
    level = stocked(0)
    lot = lot_of(level, 5, number="A")
    sell(level, 2)
    with pytest.raises(Refused, match="Only 3 pieces are not promised"):
        block_stock(lot=lot, quantity=4, reason="Wet", by="operator:1")
    block_stock(lot=lot, quantity=3, reason="Wet", by="operator:1")
    unblock_stock(lot=lot, quantity=1, reason="Dry again", by="operator:1")
    scrap_stock(lot=lot, quantity=2, reason="Mouldy", by="operator:1")
    assert left(lot) == [(3, 0)]
    with pytest.raises(Refused, match="between 1 and 0"):
        scrap_stock(lot=lot, quantity=1, reason="Again", by="operator:1")
    level.refresh_from_db()
    assert (level.on_hand, level.reserved, stock_differences()) == (3, 2, [])


def test_a_count_takes_what_is_missing_from_the_first_to_expire_and_finds_into_a_lot_of_its_own() -> None:
    level = stocked(0)
    late, early = lot_of(level, 5, life=90, number="B"), lot_of(level, 5, life=30, number="A")
    where = {"warehouse_code": "lhr", "variant_id": level.variant_id, "by": "operator:1"}
    assert count_stock(counted=4, reference="count:1", **where) == -6
    assert left(late, early) == [(4, 0), (0, 0)]
    assert count_stock(counted=6, reference="count:2", **where) == 2
    assert Lot.objects.get(source="count:2").quantity == 2
    assert stock_differences() == []


def test_a_lot_is_worth_what_is_left_of_it() -> None:
    level = stocked(0)
    lot = lot_of(level, 3, number="A", cost="10.00")
    sell(level, 1)
    ship(level, 1)
    lot.refresh_from_db()
    assert str(lot.value) == "EUR 6.66"


@pytest.mark.parametrize(
    "statement",
    [
        "update inventory_stocklevel set on_hand = on_hand + 1",
        "update inventory_lot set quantity = quantity - 1",
        "delete from inventory_stockmovement; delete from inventory_lot",
    ],
)
def test_the_database_refuses_lots_that_do_not_add_up_to_the_level(statement: str) -> None:
    level = stocked(5)
    with (
        pytest.raises(IntegrityError, match=r"its lots add up to|append only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{statement}; set constraints all immediate")
    level.refresh_from_db()
    assert level.on_hand == 5

"""Each way in which stock moves, each refusal, and that a refusal changes nothing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from entrepot.apps.inventory.models import Reservation, StockLevel, StockMovement
from entrepot.apps.inventory.queries import availability, stock_differences
from entrepot.apps.inventory.services.commit_reservations import commit_reservations
from entrepot.apps.inventory.services.count_stock import count_stock
from entrepot.apps.inventory.services.expire_reservations import expire_reservations
from entrepot.apps.inventory.services.receive_stock import receive_stock
from entrepot.apps.inventory.services.release_reservations import release_reservations
from entrepot.apps.inventory.services.reserve import OutOfStock, Shortage, Want, reserve
from entrepot.apps.inventory.services.ship_reserved import ship_reserved
from entrepot.apps.inventory.services.sync_supplier_stock import PromisedTooMuch, sync_supplier_stock
from entrepot.kit.errors import Refused
from tests.factories.inventory import a_supplier_warehouse, a_variant, a_warehouse, behind_the_guard, stocked

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def hold(level: StockLevel, quantity: int = 1, reference: str = "order:1") -> None:
    wants = [Want(level.warehouse.code, level.variant_id, quantity)]
    reserve(reference=reference, wants=wants, expires_at=NOW + timedelta(minutes=30))


def units(level: StockLevel) -> tuple[int, int]:
    level.refresh_from_db()
    return level.on_hand, level.reserved


def statuses(reference: str = "order:1") -> list[tuple[str, int]]:
    rows = Reservation.objects.filter(reference=reference).order_by("status", "quantity")
    return list(rows.values_list("status", "quantity"))


def test_wants_of_the_same_level_are_summed_into_one_reservation() -> None:
    level = stocked(5)
    want = Want(level.warehouse.code, level.variant_id, 2)
    reserve(reference="order:1", wants=[want, want], expires_at=NOW)
    assert (units(level), statuses()) == ((5, 4), [("held", 4)])


def test_a_shortage_names_every_short_variant_and_reserves_nothing() -> None:
    plenty, few, none = stocked(9), stocked(2), stocked(0)
    wants = [Want("lhr", level.variant_id, 3) for level in (plenty, few, none)]
    with pytest.raises(OutOfStock) as refusal:
        reserve(reference="order:1", wants=wants, expires_at=NOW)
    assert refusal.value.shortages == [
        Shortage("lhr", few.variant_id, few.variant.sku, "Green tea", 3, 2),
        Shortage("lhr", none.variant_id, none.variant.sku, "Green tea", 3, 0),
    ]
    assert refusal.value.faults[0].message == (
        f"Of Green tea ({few.variant.sku}) only 2 are left; you asked for 3. Reduce the quantity."
    )
    assert (
        refusal.value.faults[1].message == f"Green tea ({none.variant.sku}) is sold out. Remove it to go on."
    )
    assert [units(level) for level in (plenty, few, none)] == [(9, 0), (2, 0), (0, 0)]
    assert not Reservation.objects.exists()


def test_reserving_takes_one_statement(django_assert_num_queries: "type") -> None:
    levels = [stocked(5) for _ in range(4)]
    wants = [Want("lhr", level.variant_id, 1) for level in levels]
    with django_assert_num_queries(1):
        reserve(reference="order:1", wants=wants, expires_at=NOW)


@pytest.mark.parametrize("code", ["nowhere", "closed"])
def test_an_unknown_or_closed_warehouse_has_nothing(code: str) -> None:
    closed = a_warehouse("closed")
    level = stocked(5, warehouse=closed)
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    with pytest.raises(OutOfStock) as refusal:
        reserve(reference="order:1", wants=[Want(code, level.variant_id, 1)], expires_at=NOW)
    assert refusal.value.shortages[0].available == 0


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_quantity_below_one_is_refused(quantity: int) -> None:
    level = stocked(5)
    with pytest.raises(Refused) as refusal:
        hold(level, quantity)
    assert (refusal.value.status, units(level)) == (422, (5, 0))


def test_the_database_itself_refuses_to_promise_more_than_there_is() -> None:
    level = stocked(5)
    with pytest.raises(IntegrityError, match="reserved_within_on_hand"), transaction.atomic():
        StockLevel.objects.filter(pk=level.pk).update(reserved=6)


def test_releasing_gives_back_once_and_in_the_named_warehouse_only() -> None:
    here, there = stocked(5), stocked(5, warehouse=a_warehouse("ham", "DE"))
    wants = [Want(level.warehouse.code, level.variant_id, 2) for level in (here, there)]
    reserve(reference="order:1", wants=wants, expires_at=NOW)
    assert release_reservations(reference="order:1", warehouse_code="ham") == 2
    assert (units(here), units(there)) == ((5, 2), (5, 0))
    assert [release_reservations(reference="order:1") for _ in range(2)] == [2, 0]
    assert (units(here), stock_differences()) == ((5, 0), [])


def test_a_released_order_may_hold_the_same_goods_again() -> None:
    level = stocked(1)
    hold(level)
    release_reservations(reference="order:1")
    hold(level)
    assert statuses() == [("held", 1), ("released", 1)]


def test_only_overdue_holds_expire_and_paid_ones_never() -> None:
    level = stocked(9)
    for reference in ("order:1", "order:2"):
        hold(level, 2, reference)
    commit_reservations(reference="order:2")
    assert expire_reservations(now=NOW + timedelta(minutes=29)) == 0
    assert expire_reservations(now=NOW + timedelta(minutes=30)) == 2
    assert (statuses("order:1"), statuses("order:2")) == ([("expired", 2)], [("committed", 2)])
    assert (units(level), stock_differences()) == ((9, 2), [])


def test_committing_says_how_many_units_it_kept() -> None:
    level = stocked(9)
    hold(level, 3)
    assert [commit_reservations(reference="order:1") for _ in range(2)] == [3, 0]


def test_shipping_a_part_leaves_the_rest_reserved() -> None:
    level = stocked(9)
    hold(level, 5)
    commit_reservations(reference="order:1")
    ship_reserved(reference="order:1", warehouse_code="lhr", items=[(level.variant_id, 2)], by="operator:1")
    assert (units(level), statuses()) == ((7, 3), [("committed", 3), ("shipped", 2)])
    ship_reserved(reference="order:1", warehouse_code="lhr", items=[(level.variant_id, 3)], by="operator:1")
    assert (units(level), statuses()) == ((4, 0), [("shipped", 2), ("shipped", 3)])
    assert list(StockMovement.objects.order_by("id").values_list("kind", "quantity")) == [
        ("receive", 9), ("ship", -2), ("ship", -3),
    ]  # fmt: skip
    assert stock_differences() == []


@pytest.mark.parametrize("paid", [True, False])
def test_more_than_reserved_or_unpaid_goods_cannot_leave(paid: bool) -> None:
    level = stocked(9)
    hold(level, 2)
    if paid:
        commit_reservations(reference="order:1")
    items = [(level.variant_id, 3 if paid else 2)]
    with pytest.raises(Refused, match="cannot leave") as refusal:
        ship_reserved(reference="order:1", warehouse_code="lhr", items=items, by="operator:1")
    assert (refusal.value.code, units(level)) == ("not_reserved", (9, 2))


def test_a_count_books_the_difference() -> None:
    level = stocked(9)
    hold(level, 2)
    counted = count_stock(
        warehouse_code="lhr", variant_id=level.variant_id, counted=7, reference="count:1", by="operator:1"
    )
    assert (counted, units(level), stock_differences()) == (-2, (7, 2), [])


def test_a_count_below_what_is_promised_names_the_orders() -> None:
    level = stocked(9)
    hold(level, 2, "order:ET-100001")
    with pytest.raises(Refused, match="2 are promised to order:ET-100001"):
        count_stock(
            warehouse_code="lhr", variant_id=level.variant_id, counted=1, reference="count:1", by="operator:1"
        )
    assert units(level) == (9, 2)


def test_receiving_opens_a_level_and_refuses_an_unknown_warehouse() -> None:
    variant, warehouse = a_variant(), a_warehouse()
    arrived = {"variant_id": variant.pk, "quantity": 4, "reference": "po:1", "by": "operator:1"}
    assert [receive_stock(warehouse_code=warehouse.code, **arrived).on_hand for _ in range(2)] == [4, 8]
    with pytest.raises(Refused, match="no warehouse"):
        receive_stock(warehouse_code="nowhere", **arrived)


def test_a_suppliers_figures_are_taken_over_but_never_below_what_is_promised() -> None:
    warehouse = a_supplier_warehouse()
    promised, grown, new = (
        stocked(9, warehouse=warehouse), stocked(1, warehouse=warehouse), a_variant(),
    )  # fmt: skip
    hold(promised, 5)
    told = {promised.variant_id: 3, grown.variant_id: 8, new.pk: 2}
    assert warehouse.supplier is not None
    later = timezone.now() + timedelta(minutes=1)
    result = sync_supplier_stock(
        supplier=warehouse.supplier, quantities=told, at=later, by="supplier:silk-road"
    )
    assert result.short == (PromisedTooMuch(promised.variant_id, reported=3, promised=5),)
    assert (result.changed, result.stale) == (3, 0)
    assert (units(promised), units(grown)) == ((5, 5), (8, 0))
    assert StockLevel.objects.get(variant=new).on_hand == 2
    assert stock_differences() == []


def test_an_older_report_of_a_supplier_changes_nothing() -> None:
    warehouse = a_supplier_warehouse()
    level = stocked(9, warehouse=warehouse)
    assert warehouse.supplier is not None
    result = sync_supplier_stock(
        supplier=warehouse.supplier,
        quantities={level.variant_id: 1},
        at=NOW - timedelta(days=1),
        by="supplier:x",
    )
    assert ((result.changed, result.stale), units(level)) == ((0, 1), (9, 0))


def test_availability_leaves_out_closed_warehouses_and_suppliers() -> None:
    variant = a_variant()
    ours = stocked(5, variant=variant)
    hold(ours, 2)
    theirs, gone = a_supplier_warehouse(), a_supplier_warehouse("gone")
    for warehouse in (theirs, gone, a_warehouse("closed")):
        stocked(4, variant=variant, warehouse=warehouse)
    type(ours.warehouse).objects.filter(code="closed").update(is_active=False)
    assert gone.supplier is not None
    gone.supplier.is_active = False
    gone.supplier.save()
    found = [
        (one.warehouse_code, one.kind, one.supplier_code, one.available) for one in availability([variant.pk])
    ]
    assert found == [("lhr", "own", "", 3), ("s-silk-road", "supplier", "silk-road", 4)]


def test_differences_between_levels_and_their_history_are_named() -> None:
    level = stocked(5)
    behind_the_guard()
    StockLevel.objects.filter(pk=level.pk).update(on_hand=6, reserved=1)
    sku = level.variant.sku
    assert stock_differences() == [
        f"lhr {sku}: 6 on hand, but the movements add up to 5",
        f"lhr {sku}: 1 reserved, but the reservations add up to 0",
        f"lhr {sku}: 6 on hand, but the lots add up to 5",
    ]


@pytest.mark.parametrize(
    "statement", ["update inventory_stockmovement set quantity = 1", "delete from inventory_stockmovement"]
)
def test_movements_cannot_be_changed(statement: str) -> None:
    stocked(5)
    with pytest.raises(DatabaseError, match="append only"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_reconciliation_ends_well_or_names_every_difference() -> None:
    level = stocked(5)
    out, told = StringIO(), StringIO()
    call_command("reconcile_stock", stdout=out)
    assert out.getvalue() == "in order: 1 levels in 1 lots\n"
    behind_the_guard()
    StockLevel.objects.filter(pk=level.pk).update(reserved=1)
    with pytest.raises(CommandError, match="1 differences found"):
        call_command("reconcile_stock", stderr=told)
    sku = level.variant.sku
    assert told.getvalue() == f"lhr {sku}: 1 reserved, but the reservations add up to 0\n"

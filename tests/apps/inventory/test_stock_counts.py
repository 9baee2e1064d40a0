"""Counting blind, counting again, and approving without undoing what was sold meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entrepot.apps.inventory.models import Lot, StockCount, StockLevel
from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.inventory.services.approve_count import approve_count
from entrepot.apps.inventory.services.block_stock import block_stock
from entrepot.apps.inventory.services.cancel_count import cancel_count
from entrepot.apps.inventory.services.commit_reservations import commit_reservations
from entrepot.apps.inventory.services.enter_count import enter_count
from entrepot.apps.inventory.services.open_count import open_count
from entrepot.apps.inventory.services.reserve import Want, reserve
from entrepot.apps.inventory.services.ship_reserved import ship_reserved
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.kit.errors import Refused
from tests.crowd import at_once
from tests.factories.inbound import lot_of
from tests.factories.inventory import stocked

pytestmark = pytest.mark.django_db
BY = "operator:1"


def a_count(*quantities: int) -> tuple[StockCount, StockLevel]:
    """A sheet of one article with a lot for each of ``quantities``."""
    level = stocked(0)
    for at, quantity in enumerate(quantities):
        lot_of(level, quantity, number=f"L{at}")
    return open_count(warehouse=level.warehouse, skus=[], is_blind=True, by=BY), level


def enter(count: StockCount, *pieces: int) -> int:
    """Enter ``pieces`` line by line; returns how many lines must be counted again."""
    return len(enter_count(count=count, counted=dict(zip(_ids(count), pieces, strict=False)), by=BY))


def _ids(count: StockCount) -> list[int]:
    return list(count.lines.values_list("pk", flat=True))


def quantities() -> list[int]:
    return list(Lot.objects.order_by("id").values_list("quantity", flat=True))


def sell_and_ship(level: StockLevel, quantity: int, *, ship: bool = True) -> None:
    wants = [Want("lhr", level.variant_id, quantity)]
    reserve(reference="order:1", wants=wants, expires_at=timezone.now() + timedelta(hours=1))
    commit_reservations(reference="order:1")
    if ship:
        items = [(level.variant_id, quantity)]
        ship_reserved(reference="order:1", warehouse_code="lhr", items=items, by=BY)


def test_a_small_difference_is_believed_and_booked_to_its_lot() -> None:
    count, _level = a_count(40, 60)
    assert enter(count, 39, 62) == 0
    assert approve_count(count=count, by=BY) == 2
    assert (quantities(), stock_differences()) == ([39, 62], [])
    with pytest.raises(IllegalTransition):
        approve_count(count=count, by=BY)


def test_a_large_difference_is_believed_when_it_is_found_twice() -> None:
    count, _level = a_count(40)
    assert enter(count, 30) == 1
    with pytest.raises(Refused, match="once more"):
        approve_count(count=count, by=BY)
    assert [enter(count, 31), enter(count, 31)] == [1, 0]
    approve_count(count=count, by=BY)
    assert quantities() == [31]


def test_what_is_sold_between_count_and_approval_is_not_taken_for_found() -> None:
    count, level = a_count(40)
    enter(count, 39)
    sell_and_ship(level, 5)
    approve_count(count=count, by=BY)
    assert (quantities(), stock_differences()) == ([34], [])


def test_blocked_units_are_counted_with_the_others() -> None:
    count, _level = a_count(10)
    block_stock(lot=Lot.objects.get(), quantity=8, reason="Wet", by=BY)
    enter(count, 7)
    enter(count, 7)
    approve_count(count=count, by=BY)
    lot = Lot.objects.get()
    assert (lot.quantity, lot.blocked, stock_differences()) == (0, 7, [])


def test_less_than_is_promised_cannot_be_approved() -> None:
    count, level = a_count(10)
    sell_and_ship(level, 9, ship=False)
    enter(count, 8)
    with pytest.raises(Refused, match="than is promised"):
        approve_count(count=count, by=BY)
    assert (quantities(), StockCount.objects.get().status) == ([10], "counting")


def test_a_closed_sheet_and_an_empty_one_are_refused() -> None:
    count, level = a_count(10)
    cancel_count(count=count, by=BY)
    with pytest.raises(Refused, match="closed"):
        enter(count, 10)
    with pytest.raises(Refused, match="Nothing of NOPE lies there"):
        open_count(warehouse=level.warehouse, skus=["NOPE"], is_blind=False, by=BY)


@pytest.mark.django_db(transaction=True)
def test_two_people_counting_and_approving_at_once_book_a_difference_once() -> None:
    count, _level = a_count(100, 100)
    ids = _ids(count)
    at_once(
        [
            lambda: enter_count(count=count, counted={ids[0]: 98}, by=BY),
            lambda: enter_count(count=count, counted={ids[1]: 101}, by="operator:2"),
        ]
    )
    results = at_once([lambda: approve_count(count=count, by=BY) for _ in range(4)])
    assert sum(result == 2 for result in results) == 1
    assert (quantities(), stock_differences()) == ([98, 101], [])

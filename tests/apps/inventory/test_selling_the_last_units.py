"""200 buyers over real connections: what is sold is exactly what was there."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from random import Random

import pytest
from django.utils import timezone

from entrepot.apps.inventory.models import Reservation, StockLevel
from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.inventory.services.commit_reservations import commit_reservations
from entrepot.apps.inventory.services.expire_reservations import expire_reservations
from entrepot.apps.inventory.services.release_reservations import release_reservations
from entrepot.apps.inventory.services.reserve import OutOfStock, Want, reserve
from tests.crowd import at_once
from tests.factories.inventory import a_warehouse, stocked

pytestmark = pytest.mark.django_db(transaction=True)
BUYERS = 200


def hold(reference: str, *levels: StockLevel, quantity: int = 1) -> None:
    wants = [Want(level.warehouse.code, level.variant_id, quantity) for level in levels]
    reserve(reference=reference, wants=wants, expires_at=timezone.now() + timedelta(minutes=30))


def buyers(act: Callable[[str], None]) -> list[Callable[[], None]]:
    return [partial(act, f"order:{number}") for number in range(BUYERS)]


@pytest.mark.parametrize("stock", [1, 10])
def test_two_hundred_buyers_get_exactly_what_is_in_stock(stock: int) -> None:
    level = stocked(stock)
    results = at_once(buyers(lambda reference: hold(reference, level)))
    assert [result for result in results if result is not None and not isinstance(result, OutOfStock)] == []
    assert sum(result is None for result in results) == stock
    level.refresh_from_db()
    assert (level.on_hand, level.reserved) == (stock, stock)
    assert stock_differences() == []


def test_crossing_baskets_neither_deadlock_nor_leave_a_half_basket() -> None:
    levels = [stocked(40, warehouse=a_warehouse(code)) for code in ("lhr", "ham", "szx")]

    def buy(reference: str) -> None:
        basket = Random(reference).sample(levels, k=2)
        hold(reference, *basket)

    results = at_once(buyers(buy))
    assert [result for result in results if result is not None and not isinstance(result, OutOfStock)] == []
    assert Reservation.objects.count() == 2 * sum(result is None for result in results)
    left = sorted(level.on_hand - level.reserved for level in StockLevel.objects.all())
    assert left[:2] == [0, 0]
    assert stock_differences() == []


def test_buying_releasing_paying_and_expiring_together_leave_the_books_in_order() -> None:
    level, other = stocked(25), stocked(25)

    def live(reference: str) -> None:
        random = Random(reference)
        basket = random.sample([level, other], k=2)
        try:
            hold(reference, *basket, quantity=random.randint(1, 2))
        except OutOfStock:
            return
        random.choice(
            [
                lambda: release_reservations(reference=reference),
                lambda: commit_reservations(reference=reference),
                lambda: expire_reservations(now=timezone.now() + timedelta(hours=1)),
            ]
        )()

    results = at_once(buyers(live))
    assert [result for result in results if result is not None] == []
    expire_reservations(now=timezone.now() + timedelta(hours=1))
    assert stock_differences() == []
    level.refresh_from_db()
    committed = Reservation.objects.filter(level=level, status="committed")
    assert level.reserved == sum(committed.values_list("quantity", flat=True))


def test_a_hold_that_runs_out_while_it_is_paid_is_either_kept_or_given_back_never_both() -> None:
    levels = [stocked(1) for _ in range(20)]
    late = timezone.now() + timedelta(hours=1)
    for number, level in enumerate(levels):
        hold(f"order:{number}", level)
    paying = [partial(commit_reservations, reference=f"order:{number}") for number in range(20)]
    expiring = [partial(expire_reservations, now=late) for _ in range(20)]
    results = at_once([act for pair in zip(paying, expiring, strict=True) for act in pair], connections=40)
    assert sum(results) == 20
    kept = Reservation.objects.filter(status="committed").count()
    assert sum(StockLevel.objects.values_list("reserved", flat=True)) == kept == sum(results[::2])
    assert stock_differences() == []

"""Each day of each lot is charged once, for what lay there then."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from entrepot.apps.inventory.models import Lot, StockMovement, StorageFee, Warehouse
from entrepot.apps.inventory.queries import tied_capital
from entrepot.apps.inventory.services.accrue_storage_fees import accrue_storage_fees
from entrepot.apps.inventory.services.count_stock import count_stock
from entrepot.apps.inventory.services.set_storage_tariff import set_storage_tariff
from entrepot.domain.inventory.storage_fees import AgeTier
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from tests.crowd import at_once
from tests.factories.inbound import lot_of
from tests.factories.inventory import behind_the_guard, stocked

pytestmark = pytest.mark.django_db
TIERS = [AgeTier(0, Decimal("1.00")), AgeTier(10, Decimal("2.50"))]


def today() -> date:
    return timezone.now().date()


def at_nine() -> datetime:
    """This morning."""
    return datetime.combine(today(), time(9), UTC)


def a_lot(days_ago: int = 9, quantity: int = 100) -> Lot:
    """Units of 600 cm3 each (120 g, never measured) that came in ``days_ago``."""
    lot = lot_of(stocked(0), quantity, number="A", cost="1000.00")
    at = at_nine() - timedelta(days=days_ago)
    behind_the_guard()
    StockMovement.objects.filter(lot=lot).update(at=at)
    Lot.objects.filter(pk=lot.pk).update(received_at=at)
    return lot


def charge(since: date, free_days: int = 0) -> None:
    set_storage_tariff(
        warehouse=Warehouse.objects.get(), since=since, currency="EUR", free_days=free_days, tiers=TIERS
    )


def fees() -> list[tuple[int, int, Decimal]]:
    """Age in days, units and fee, day by day."""
    return list(StorageFee.objects.order_by("day").values_list("age_days", "units", "amount"))


def test_days_are_charged_once_by_volume_and_age_after_the_free_ones() -> None:
    a_lot(days_ago=12)
    charge(today() - timedelta(days=5), free_days=8)
    assert [accrue_storage_fees(now=at_nine()) for _ in range(2)] == [5, 0]
    assert fees() == [
        (7, 100, Decimal(0)), (8, 100, Decimal("0.06")), (9, 100, Decimal("0.06")),
        (10, 100, Decimal("0.15")), (11, 100, Decimal("0.15")),
    ]  # fmt: skip


def test_a_day_caught_up_later_is_charged_for_what_lay_there_then() -> None:
    lot = a_lot(days_ago=3)
    count_stock(
        warehouse_code="lhr",
        variant_id=lot.level.variant_id,
        counted=40,
        reference="count:1",
        by="operator:1",
    )
    StockMovement.objects.filter(kind="count").update(at=at_nine() - timedelta(days=1))
    charge(today() - timedelta(days=3))
    accrue_storage_fees(now=at_nine())
    assert [units for _age, units, _fee in fees()] == [100, 100, 40]


def test_a_day_ends_where_the_warehouse_is() -> None:
    a_lot(days_ago=3)
    Warehouse.objects.update(timezone="Australia/Sydney")
    charge(today() - timedelta(days=1))
    late = datetime.combine(today(), time(15), UTC)
    accrue_storage_fees(now=late)
    assert list(StorageFee.objects.order_by("day").values_list("day", flat=True)) == [
        today() - timedelta(days=1), today(),
    ]  # fmt: skip


def test_a_new_tariff_ends_the_old_one_and_never_touches_charged_days() -> None:
    a_lot()
    charge(today() - timedelta(days=4))
    accrue_storage_fees(now=at_nine())
    with pytest.raises(Refused, match="charged for that day already"):
        charge(today() - timedelta(days=1))
    charge(today())
    ranges = list(Warehouse.objects.get().storage_tariffs.order_by("valid").values_list("valid", flat=True))
    assert ranges == [DateRange(today() - timedelta(days=4), today()), DateRange(today(), None)]


def test_capital_age_turns_and_storage_stand_side_by_side(django_assert_num_queries: "type") -> None:
    level = a_lot(days_ago=40).level
    charge(today() - timedelta(days=2))
    accrue_storage_fees(now=at_nine())
    with django_assert_num_queries(4):
        (row,) = tied_capital([level], yearly_rate=Decimal("0.0730"))
    assert (row.units, row.unvalued, row.bands, row.oldest_days) == (100, 0, (0, 100, 0, 0, 0), 40)
    assert row.values == (Money.of("1000.00", "EUR"),)
    assert row.capital_costs == (Money.of("8.00", "EUR"),)
    assert (row.storage, row.turns) == ((Money.of("0.30", "EUR"),), Decimal("0.0"))


@pytest.mark.django_db(transaction=True)
def test_two_workers_charge_a_day_once() -> None:
    lot_of(stocked(0), 100, number="A")
    charge(today() - timedelta(days=1))
    tomorrow = timezone.now() + timedelta(days=1)
    results = at_once([lambda: accrue_storage_fees(now=tomorrow) for _ in range(4)])
    assert sorted(results) == [0, 0, 0, 1]

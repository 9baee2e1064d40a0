"""Storage and write-downs reach the books once, by their exact sums, and leave them with the stock."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from entrepot.apps.inventory.models import Lot, StorageFee, Warehouse, WriteDown
from entrepot.apps.inventory.queries.write_downs import suggested_write_downs
from entrepot.apps.inventory.services.accrue_storage_fees import accrue_storage_fees
from entrepot.apps.inventory.services.count_stock import count_stock
from entrepot.apps.inventory.services.set_storage_tariff import set_storage_tariff
from entrepot.apps.inventory.services.set_write_down_policy import set_write_down_policy
from entrepot.apps.inventory.services.write_down_stock import write_down_stock
from entrepot.apps.payments.models import JournalEntry, Posting
from entrepot.apps.payments.queries import ledger_differences
from entrepot.apps.payments.services.book_storage import book_storage
from entrepot.apps.payments.services.book_write_downs import book_write_downs
from entrepot.domain.inventory.storage_fees import AgeTier
from entrepot.domain.inventory.write_downs import Basis, WriteDownRule
from entrepot.kit.errors import Refused
from tests.factories.inbound import lot_of
from tests.factories.inventory import behind_the_guard, stocked
from tests.settling import settle

pytestmark = pytest.mark.django_db
NOW = datetime.combine(timezone.now().date(), datetime.min.time(), UTC) + timedelta(hours=9)
TODAY = NOW.date()
RULES = [
    WriteDownRule(Basis.AGE, 180, Decimal("0.25")),
    WriteDownRule(Basis.AGE, 365, Decimal("0.50")),
    WriteDownRule(Basis.LIFE, 30, Decimal("0.60")),
]


def aged(days: int, *, expires_on: date | None = None, quantity: int = 100, cost: str = "1000.00") -> Lot:
    """Units of 600 cm3 each that came in ``days`` ago."""
    lot = lot_of(stocked(0), quantity, number="A", cost=cost)
    behind_the_guard()
    Lot.objects.filter(pk=lot.pk).update(received_at=NOW - timedelta(days=days), expires_on=expires_on)
    lot.movements.update(at=NOW - timedelta(days=days))
    return Lot.objects.select_related("level__warehouse").get(pk=lot.pk)


def held(account: str) -> Decimal:
    return sum(Posting.objects.filter(account=account).values_list("amount", flat=True), Decimal(0))


def test_storage_is_booked_as_it_is_charged_and_never_twice() -> None:
    aged(30)
    warehouse = Warehouse.objects.get()
    # 0.06 m3 at 0.07: EUR 0.0042 a day, which rounded day by day would be nothing at all.
    set_storage_tariff(
        warehouse=warehouse, since=TODAY - timedelta(days=5), currency="EUR", free_days=0,
        tiers=[AgeTier(0, Decimal("0.07"))],
    )  # fmt: skip
    accrue_storage_fees(now=NOW)
    settle()
    assert sum(StorageFee.objects.values_list("amount", flat=True)) == Decimal("0.021")
    assert (held("storage_costs"), held("storage_payable")) == (Decimal("0.02"), Decimal("-0.02"))
    assert book_storage(warehouse_id=warehouse.pk, until=TODAY - timedelta(days=1)) == 0
    accrue_storage_fees(now=NOW + timedelta(days=2))
    settle()
    assert held("storage_costs") == Decimal("0.03")
    assert list(JournalEntry.objects.values_list("key", flat=True).order_by("pk")) == [
        f"storage:lhr:EUR:{TODAY - timedelta(days=1)}", f"storage:lhr:EUR:{TODAY + timedelta(days=1)}",
    ]  # fmt: skip
    assert ledger_differences() == []


def test_storage_that_is_booked_wrongly_is_told() -> None:
    aged(30)
    warehouse = Warehouse.objects.get()
    set_storage_tariff(
        warehouse=warehouse, since=TODAY - timedelta(days=5), currency="EUR", free_days=0,
        tiers=[AgeTier(0, Decimal("10"))],
    )  # fmt: skip
    accrue_storage_fees(now=NOW)
    settle()
    assert held("storage_costs") == Decimal("3.00")
    StorageFee.objects.update(amount=Decimal("1"))
    (told,) = ledger_differences()
    assert told.startswith(f"storage of lhr until {TODAY - timedelta(days=1)} cost EUR 5.0")


@pytest.mark.parametrize(
    ("age", "expires_in", "expected"),
    [
        (179, None, None),
        (180, None, "250.00"),
        (365, None, "500.00"),
        (10, 31, None),
        (10, 30, "600.00"),
        (400, -1, "600.00"),
    ],
)
def test_the_strictest_rule_that_covers_a_lot_says_what_it_lost(
    age: int, expires_in: int | None, expected: str | None
) -> None:
    aged(age, expires_on=TODAY + timedelta(days=expires_in) if expires_in is not None else None)
    set_write_down_policy(since=TODAY, rules=RULES, source="Our accounting manual")
    found = suggested_write_downs(on=TODAY)
    assert [str(each.amount.amount) for each in found] == ([expected] if expected else [])


def test_what_is_approved_is_booked_once_and_leaves_the_books_with_the_units() -> None:
    lot = aged(200)
    set_write_down_policy(since=TODAY, rules=RULES, source="Our accounting manual")
    write_down_stock(lot_ids=[lot.pk], by="operator:1", at=NOW)
    settle()
    assert (held("write_downs"), held("stock_allowance")) == (Decimal("250"), Decimal("-250"))
    with pytest.raises(Refused):
        write_down_stock(lot_ids=[lot.pk], by="operator:1", at=NOW)
    count_stock(
        warehouse_code="lhr",
        variant_id=lot.level.variant_id,
        counted=40,
        reference="count:1",
        by="operator:1",
    )
    assert [book_write_downs(warehouse_id=lot.level.warehouse_id) for _ in range(2)] == [1, 0]
    assert (held("write_downs"), held("stock_allowance")) == (Decimal("100"), Decimal("-100"))
    # A year later half is lost of what is left, EUR 400; EUR 100 of that stands already.
    later = NOW + timedelta(days=200)
    write_down_stock(lot_ids=[lot.pk], by="operator:1", at=later)
    settle()
    assert [row.amount for row in WriteDown.objects.order_by("pk")] == [Decimal("250"), Decimal("100")]
    assert held("stock_allowance") == Decimal("-200")


def test_other_rules_hold_from_their_day_and_need_a_reason() -> None:
    aged(200)
    set_write_down_policy(since=TODAY, rules=RULES, source="Our accounting manual")
    set_write_down_policy(since=TODAY + timedelta(days=10), rules=RULES[1:], source="The auditor, 2026")
    assert len(suggested_write_downs(on=TODAY + timedelta(days=9))) == 1
    assert suggested_write_downs(on=TODAY + timedelta(days=10)) == []
    with pytest.raises(Refused):
        set_write_down_policy(since=TODAY, rules=RULES, source=" ")

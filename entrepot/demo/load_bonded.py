"""The demo shop's bonded warehouse: its zone with a licence, and a book that agrees with the shelf but for
two units that a count has found."""

from datetime import date
from typing import Final

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Sum
from django.utils import timezone

from entrepot.apps.customs.models import BondedBook, BondedEntry, BondedItem, CustomsPort
from entrepot.apps.customs.services.reconcile_bonded_book import reconcile_bonded_book
from entrepot.apps.inventory.models import BondedZone, StockLevel, Warehouse
from entrepot.apps.inventory.services.receive_stock import receive_stock

WAREHOUSE: Final = "CN-NGB"
BOOK: Final = "T3104W000001"
SINCE: Final = date(2019, 1, 1)
FOUND: Final = 2


def load_bonded() -> int:
    """Zone, book and its opening entries; returns how many articles are new in the book."""
    zone, _ = BondedZone.objects.get_or_create(
        code="ningbo-meishan",
        defaults={
            "name": {"en": "Ningbo Meishan bonded zone", "zh-hans": "宁波梅山综合保税区"}, "country": "CN",
            "licensed": DateRange(SINCE, None),
            "source": "Shang Cai Fa [2021] 39: pilot cities of retail import",
        },
    )  # fmt: skip
    BondedZone.objects.get_or_create(
        code="old-pilot",
        defaults={
            "name": {"en": "A pilot zone that has ended", "zh-hans": "已结束的试点区"}, "country": "CN",
            "licensed": DateRange(SINCE, date(2024, 1, 1)),
            "source": "Invented, to show a licence that is over",
        },
    )  # fmt: skip
    Warehouse.objects.filter(code=WAREHOUSE, zone=None).update(zone=zone)
    warehouse = Warehouse.objects.get(code=WAREHOUSE)
    book, _ = BondedBook.objects.get_or_create(
        warehouse=warehouse,
        defaults={
            "number": BOOK, "port": CustomsPort.objects.get(code="cn-ningbo"), "opened_on": SINCE,
            "enterprise": "Entrepot Demo Bonded Ltd", "enterprise_code": "3302960DEM",
        },
    )  # fmt: skip
    is_new = not book.items.exists()
    count = _open_items(book)
    if is_new:
        _find_more(book)
    return count


def _find_more(book: BondedBook) -> None:
    """What a count found beyond the book is a case for whoever keeps it."""
    last = book.items.order_by("position").last()
    if last is not None:
        receive_stock(
            warehouse_code=WAREHOUSE, variant_id=last.variant_id, quantity=FOUND, kind="count",
            reference="count", by="system",
        )  # fmt: skip
        reconcile_bonded_book(book=book, now=timezone.now())


def _open_items(book: BondedBook) -> int:
    known = book.items.values("variant_id")
    levels = StockLevel.objects.filter(warehouse=book.warehouse_id).exclude(variant_id__in=known)
    units = levels.annotate(units=Sum(F("lots__quantity") + F("lots__blocked"))).filter(units__gt=0)
    rows = list(units.select_related("variant").order_by("variant__sku"))
    first = book.items.count() + 1
    items = BondedItem.objects.bulk_create(
        BondedItem(
            book=book, position=position, variant=row.variant, hs_code=row.variant.hs_code_for("CN"),
            origin_country=row.variant.origin_country,
        )
        for position, row in enumerate(rows, start=first)
    )  # fmt: skip
    BondedEntry.objects.bulk_create(
        BondedEntry(
            item=item, kind=BondedEntry.Kind.ADJUST, quantity=row.units, key="opening", by="system",
            reason="Opening balance of the demo shop",
        )
        for item, row in zip(items, rows, strict=True)
    )  # fmt: skip
    return len(items)

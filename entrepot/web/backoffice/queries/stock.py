"""Stock for the console: levels with their states, lots, and sums by warehouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from entrepot.apps.inventory.models import Lot, StockLevel
from entrepot.apps.inventory.queries import StockStatus, stock_status

SOON_DAYS = 60


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level and its units by state."""

    level: StockLevel
    status: StockStatus


def with_status(levels: Sequence[StockLevel]) -> list[LevelRow]:
    """The levels in their order, each with its states. One statement."""
    status = stock_status([level.pk for level in levels])
    return [LevelRow(level, status[level.pk]) for level in levels]


def find_stock(warehouse: str, text: str, state: str) -> QuerySet[StockLevel]:
    """Levels of a warehouse (all of them when none is given).

    ``state`` narrows them: "out", "low", "blocked", or "expiring" within 60 days.
    """
    rows = StockLevel.objects.select_related("warehouse", "variant__product").annotate(
        free=F("on_hand") - F("reserved")
    )
    if warehouse:
        rows = rows.filter(warehouse__code=warehouse)
    if text:
        named = Q(variant__product__name__en__icontains=text) | Q(
            **{"variant__product__name__zh-hans__icontains": text}
        )
        rows = rows.filter(Q(variant__sku__istartswith=text) | named)
    if state == "out":
        rows = rows.filter(free__lte=0)
    elif state == "low":
        rows = rows.filter(free__lte=5, free__gt=0)
    elif state == "blocked":
        rows = rows.filter(Exists(Lot.objects.filter(level=OuterRef("pk"), blocked__gt=0)))
    elif state == "expiring":
        soon = timezone.now().date() + timedelta(days=SOON_DAYS)
        lots = Lot.objects.filter(level=OuterRef("pk"), quantity__gt=0, expires_on__lte=soon)
        rows = rows.filter(Exists(lots))
    return rows.order_by("variant__sku", "warehouse__code")


def stock_by_warehouse() -> dict[str, dict[str, int]]:
    """Units on hand and reserved by warehouse code; one statement."""
    sums = StockLevel.objects.values("warehouse__code").annotate(
        held=Sum("on_hand"), promised=Sum("reserved"), articles=Count("pk")
    )
    return {
        row["warehouse__code"]: {
            "on_hand": row["held"], "reserved": row["promised"], "articles": row["articles"],
        }
        for row in sums
    }  # fmt: skip

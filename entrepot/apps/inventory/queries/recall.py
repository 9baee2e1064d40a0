"""Who got goods of a lot: what a recall must know."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Sum

from entrepot.apps.inventory.models import StockMovement


@dataclass(frozen=True, slots=True)
class LotDelivery:
    """``units`` that left for ``reference`` ("order:ET-100001"), the last of them ``at``."""

    lot_number: str
    sku: str
    reference: str
    units: int
    at: datetime


def lot_deliveries(*, lot_number: str) -> list[LotDelivery]:
    """Every order that units of the lot went to, from whichever warehouse; the latest first."""
    rows = (
        StockMovement.objects.filter(lot__number=lot_number, kind="ship")
        .values("reference", "level__variant__sku")
        .annotate(units=-Sum("quantity"), last=Max("at"))
        .order_by("-last", "reference")
    )
    return [
        LotDelivery(lot_number, row["level__variant__sku"], row["reference"], row["units"], row["last"])
        for row in rows
    ]

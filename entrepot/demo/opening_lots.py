"""How the demo shop's opening stock came in: when, under which lot number, at what cost, to last how long."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from zlib import crc32

from entrepot.demo.goods import Sku
from entrepot.domain.money import Money

# What goods cost as a share of their price.
COST_SHARE: Final = Decimal("0.45")
# How many months goods of a category last, where the maker does not say.
SHELF_LIFE: Final = {
    "milk-powder": 24, "pantry": 12, "tea": 24, "supplements": 24, "skincare-makeup": 30,
}  # fmt: skip
DAYS_IN_MONTH: Final = 30
OLDEST_DAYS: Final = 150


@dataclass(frozen=True, slots=True)
class OpeningLot:
    """``units`` that came in together at ``received_at`` and cost ``cost`` together."""

    number: str
    expires_on: date | None
    received_at: datetime
    units: int
    cost: Money


def opening_lots(sku: Sku, category: str, warehouse: str, units: int, now: datetime) -> list[OpeningLot]:
    """The lots of ``units`` in a warehouse: two of what expires, else one; the same on every run."""
    seed = crc32(f"{sku.code}@{warehouse}".encode())
    months = sku.attributes.get("shelf_life_months") or SHELF_LIFE.get(category)
    age = 3 + seed % OLDEST_DAYS
    if not isinstance(months, int):
        return [_lot(sku, "", None, now - timedelta(days=age), units)]
    older = units // 3
    parts = [(older, age + 60), (units - older, age // 2)]
    lots = []
    for part, days in parts:
        received_at = now - timedelta(days=days)
        expires_on = received_at.date() + timedelta(days=months * DAYS_IN_MONTH - 30)
        if part:
            lots.append(_lot(sku, f"L{received_at:%y%m%d}{seed % 10}", expires_on, received_at, part))
    return lots


def _lot(sku: Sku, number: str, expires_on: date | None, received_at: datetime, units: int) -> OpeningLot:
    unit_cost = (Money(sku.price, sku.currency) * COST_SHARE).rounded()
    return OpeningLot(number, expires_on, received_at, units, unit_cost * units)

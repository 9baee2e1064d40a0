"""Lanes and sources for the sourcing tests."""

from datetime import date
from decimal import Decimal

from entrepot.domain.sourcing.lanes import Band, Lane, LaneBook
from entrepot.domain.sourcing.routes import Source


def a_lane(code: str, origin: str, **changes: object) -> Lane:
    values: dict[str, object] = {
        "code": code, "mode": "direct_mail", "stock_kinds": frozenset({"own", "supplier"}), "origin": origin,
        "destinations": frozenset({"DE"}), "currency": "GBP", "min_days": 1, "max_days": 4,
        "bands": {"": (Band(1_000, Decimal("5.00")), Band(30_000, Decimal("9.00")))},
    }  # fmt: skip
    return Lane(**{**values, **changes})  # type: ignore[arg-type]


def flat(code: str, origin: str, price: str, **changes: object) -> Lane:
    """A lane to Germany at one price for everything up to 30 kg."""
    return a_lane(code, origin, bands={"": (Band(30_000, Decimal(price)),)}, **changes)


def book(*lanes: Lane) -> LaneBook:
    return LaneBook.of(date(2026, 11, 21), lanes)


def a_source(warehouse: str, country: str, kind: str = "own", **available: int) -> Source:
    return Source(warehouse, kind, country, available)

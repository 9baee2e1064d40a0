"""Curves of cost by volume as an SVG drawing and, for whoever reads rather than looks, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log
from typing import Any, Final

from entrepot.domain.money import Money
from entrepot.domain.sourcing.mode_advice import Merchant, Way, curve

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 300, 56, 34, 12
SHOWN: Final = 6
INKS: Final = ("#b3301f", "#14213d", "#1d7a5f", "#b8860b", "#5b4b8a", "#5f6b7a")
DASHES: Final = ("", "7 4", "2 3", "10 3 2 3", "4 4", "1 4")


@dataclass(frozen=True, slots=True)
class Line:
    """``points`` of a polyline; ``ink`` and ``dash`` tell it from the others, also without colours."""

    code: str
    points: str
    ink: str
    dash: str


def curves_shown(merchant: Merchant, ways: Sequence[Way], currency: str) -> dict[str, Any]:
    """For ``backoffice/_curves.html``: what an order costs by each way at volumes around the merchant's."""
    shown = list(ways[:SHOWN])
    volumes = _volumes(merchant.monthly)
    costs = [curve(merchant, way, volumes) for way in shown]
    if not shown:
        return {}
    ceiling = min(max(max(row) for row in costs), 3 * min(min(row) for row in costs))
    x = [_x(volume, volumes) for volume in volumes]
    drawn = [
        " ".join(f"{a:.1f},{_y(cost, ceiling):.1f}" for a, cost in zip(x, row, strict=True)) for row in costs
    ]
    levels = [(ceiling * part / 4) for part in (1, 2, 3, 4)]
    return {
        "width": WIDTH, "height": HEIGHT, "left": LEFT, "floor": HEIGHT - BOTTOM,
        "lines": [
            Line(way.code, points, ink, dash)
            for way, points, ink, dash in zip(shown, drawn, INKS, DASHES, strict=False)
        ],
        "now": f"{_x(merchant.monthly, volumes):.1f}",
        "ticks": [{"x": f"{a:.1f}", "volume": volume} for a, volume in zip(x, volumes, strict=True)][::2],
        "levels": [
            {"y": f"{_y(cost, ceiling):.1f}", "cost": Money(cost, currency).rounded()} for cost in levels
        ],
        "codes": [way.code for way in shown],
        "table": [
            {"volume": volume, "costs": [Money(row[at], currency).rounded() for row in costs]}
            for at, volume in enumerate(volumes)
        ],
    }  # fmt: skip


def _volumes(monthly: int) -> list[int]:
    """From a tenth of today's volume to ten times it, evenly by ratio; today's is in the middle."""
    return sorted({max(1, round(monthly * 10 ** (step / 6))) for step in range(-6, 7)})


def _x(volume: int, volumes: Sequence[int]) -> float:
    span = log(volumes[-1]) - log(volumes[0]) or 1
    return LEFT + (WIDTH - LEFT - 12) * (log(volume) - log(volumes[0])) / span


def _y(cost: Decimal, ceiling: Decimal) -> float:
    """Above the ceiling a curve runs along the upper edge."""
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * float(min(cost, ceiling) / ceiling)

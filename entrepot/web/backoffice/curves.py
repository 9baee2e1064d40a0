"""Curves of cost by volume as an SVG drawing and, for whoever reads rather than looks, as a table."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from entrepot.domain.money import Money
from entrepot.domain.sourcing.mode_advice import Merchant, Way, curve
from entrepot.web.backoffice.plots import DASHES, INKS, Frame, Line, ceiling_of

SHOWN: Final = 6


def curves_shown(merchant: Merchant, ways: Sequence[Way], currency: str) -> dict[str, Any]:
    """For ``backoffice/_curves.html``: what an order costs by each way at volumes around the merchant's."""
    shown = list(ways[:SHOWN])
    if not shown:
        return {}
    volumes = _volumes(merchant.monthly)
    costs = [curve(merchant, way, volumes) for way in shown]
    frame = Frame(ceiling_of(costs), Decimal(volumes[0]), Decimal(volumes[-1]))
    lines = [
        Line(way.code, frame.points(list(zip(volumes, row, strict=True))), ink, dash)
        for way, row, ink, dash in zip(shown, costs, INKS, DASHES, strict=False)
    ]
    return {
        **frame.drawing(currency=currency, ticks=volumes[::2], lines=lines, now=merchant.monthly),
        "codes": [way.code for way in shown],
        "table": [
            {"volume": volume, "costs": [Money(row[at], currency).rounded() for row in costs]}
            for at, volume in enumerate(volumes)
        ],
    }  # fmt: skip


def _volumes(monthly: int) -> list[int]:
    """From a tenth of today's volume to ten times it, evenly by ratio; today's is in the middle."""
    return sorted({max(1, round(monthly * 10 ** (step / 6))) for step in range(-6, 7)})

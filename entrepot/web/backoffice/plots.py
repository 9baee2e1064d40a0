"""The frame of a drawing in SVG, for ``backoffice/_plot.html``: where values lie, what is at its edges."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import log
from typing import Any, Final

from entrepot.domain.money import Money

WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM, TOP = 640, 300, 56, 12, 34, 12
INKS: Final = ("#b3301f", "#14213d", "#1d7a5f", "#b8860b", "#5b4b8a", "#5f6b7a", "#8a3b6e", "#3a6ea5")
DASHES: Final = ("", "7 4", "2 3", "10 3 2 3", "4 4", "1 4", "8 2", "3 6")


@dataclass(frozen=True, slots=True)
class Line:
    """``points`` of a polyline; ``ink`` and ``dash`` tell it from the others, also without colours."""

    code: str
    points: str
    ink: str
    dash: str


@dataclass(frozen=True)
class Frame:
    """Amounts up to ``ceiling`` upward; from ``first`` to ``last`` to the right, by ratio or evenly."""

    ceiling: Decimal
    first: Decimal
    last: Decimal
    by_ratio: bool = True
    floor: int = field(default=HEIGHT - BOTTOM, init=False)

    def x(self, value: Decimal | int) -> float:
        low, high, at = (
            log(each) if self.by_ratio else float(each) for each in (self.first, self.last, value)
        )
        return LEFT + (WIDTH - LEFT - RIGHT) * (at - low) / (high - low or 1)

    def y(self, amount: Decimal) -> float:
        return self.floor - (self.floor - TOP) * float(amount / self.ceiling)

    def points(self, places: Sequence[tuple[Decimal | int, Decimal]]) -> str:
        return " ".join(f"{self.x(at):.1f},{self.y(amount):.1f}" for at, amount in places)

    def drawing(
        self,
        *,
        currency: str,
        ticks: Sequence[Decimal | int],
        lines: Sequence[Line] = (),
        now: Decimal | int | None = None,
    ) -> dict[str, Any]:
        """What the template draws; ``now`` is marked by an upright line."""
        return {
            "width": WIDTH, "height": HEIGHT, "left": LEFT, "floor": self.floor, "lines": lines,
            "now": None if now is None else f"{self.x(now):.1f}",
            "ticks": [{"x": f"{self.x(at):.1f}", "label": at} for at in ticks],
            "levels": [
                {"y": f"{self.y(amount):.1f}", "cost": Money(amount, currency).rounded()}
                for amount in (self.ceiling * part / 4 for part in (1, 2, 3, 4))
            ],
        }  # fmt: skip


def ceiling_of(rows: Sequence[Sequence[Decimal]]) -> Decimal:
    """The highest amount of all curves: none is cut off."""
    return max(max(row) for row in rows)

"""Legs of a lane: who carries the goods on which part of the way, how long it takes, what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

LEG_KINDS: Final = (
    "purchase", "collect", "consolidate", "pick", "supplier_dispatch", "bonded_release", "export_customs",
    "line_haul", "import_customs", "deconsolidate", "receive", "inject", "last_mile", "delivery", "pick_up",
    "hand_over",
)  # fmt: skip
TRANSPORTS: Final = ("road", "air", "sea", "rail", "intermodal")


@dataclass(frozen=True)
class TransitTime:
    """How long a leg takes, in days, where the figures come from and how many parcels they rest on.

    ``quantiles`` are (share of parcels, days) in rising order, as measured; without them ``min_days``,
    ``mode_days`` and ``max_days`` stand for a triangular distribution. Raises ``ValueError`` for days out
    of order.
    """

    min_days: Decimal
    mode_days: Decimal
    max_days: Decimal
    quantiles: tuple[tuple[Decimal, Decimal], ...] = ()
    source: str = ""
    sample_size: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.min_days <= self.mode_days <= self.max_days:
            raise ValueError("days must rise from the shortest over the usual to the longest")
        shares, days = [share for share, _ in self.quantiles], [day for _, day in self.quantiles]
        if shares != sorted(set(shares)) or days != sorted(days):
            raise ValueError("quantiles must rise")
        if any(not 0 < share < 1 for share in shares):
            raise ValueError("a quantile's share lies between 0 and 1")

    def quantile(self, share: Decimal) -> Decimal:
        """The days within which ``share`` (0 to 1) of the parcels have done the leg."""
        if not 0 <= share <= 1:
            raise ValueError("a share lies between 0 and 1")
        if self.quantiles:
            points = [(Decimal(0), self.min_days), *self.quantiles, (Decimal(1), self.max_days)]
            return _between(points, share)
        return self._triangular(share)

    def _triangular(self, share: Decimal) -> Decimal:
        low, peak, high = self.min_days, self.mode_days, self.max_days
        width = high - low
        if not width:
            return low
        if share <= (peak - low) / width:
            return low + (share * width * (peak - low)).sqrt()
        return high - ((1 - share) * width * (high - peak)).sqrt()


@dataclass(frozen=True)
class Leg:
    """``kind`` is one of ``LEG_KINDS``; ``transport`` one of ``TRANSPORTS`` where goods move, else empty.

    ``cost_share`` is the leg's part of the lane's freight (0.20), where it is known.
    """

    kind: str
    transit: TransitTime
    transport: str = ""
    start: str = ""
    end: str = ""
    carrier: str = ""
    service: str = ""
    cost_share: Decimal | None = None

    def __post_init__(self) -> None:
        if self.kind not in LEG_KINDS or self.transport not in ("", *TRANSPORTS):
            raise ValueError(f"no such leg: {self.kind} {self.transport}")


def _between(points: Sequence[tuple[Decimal, Decimal]], share: Decimal) -> Decimal:
    for (low, first), (high, last) in pairwise(points):
        if share <= high:
            return first + (last - first) * (share - low) / (high - low)
    return points[-1][1]

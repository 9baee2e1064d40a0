"""What came of one way of sending: counts, costs by part, days, promises kept."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from entrepot.domain.tracking.durations import Taken, durations
from entrepot.domain.tracking.scorecard import Share, share

# The parts of what an order costs; what went into consignments that were lost counts as losses alone.
COSTS: Final = ("goods", "freight", "charges", "storage", "capital", "handling", "losses")
# Every order ends in exactly one of these: ``unsold`` found no stock, ``refused`` no legal way,
# ``called_off`` had its money back because the sender could not do it.
ENDS: Final = ("delivered", "lost", "unsold", "refused", "called_off")
HOURS_A_DAY: Final = 24
CENT, TENTH = Decimal("0.01"), Decimal("0.1")


@dataclass
class Tally:
    """Amounts are in ``currency``. ``hours`` are from order to door, one for each delivered order.

    ``missed`` counts lines left out by reason, ``missed_value`` is what they would have brought.
    ``surprise`` is what duty and tax came to beyond what was quoted with the order. ``waiting`` is what
    buyers' days were worth. ``eta_kept`` of ``eta_asked`` parcels came within the window told at dispatch.
    ``stock_left`` is worth what lies there on the last day, ``way_costs`` what the mode cost beside orders.
    """

    mode: str
    currency: str
    orders: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    consignments: int = 0
    lines: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    missed_value: Decimal = Decimal(0)
    sales: Decimal = Decimal(0)
    costs: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(COSTS, Decimal(0)))
    hours: list[int] = field(default_factory=list)
    on_time: int = 0
    eta_kept: int = 0
    eta_asked: int = 0
    surprise: Decimal = Decimal(0)
    waiting: Decimal = Decimal(0)
    stock_left: Decimal = Decimal(0)
    lanes: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)

    @property
    def cost(self) -> Decimal:
        return sum(self.costs.values(), Decimal(0))

    @property
    def sent(self) -> int:
        return self.ends["delivered"] + self.ends["lost"]

    def each(self, amount: Decimal) -> Decimal | None:
        """``amount`` for each delivered order; ``None`` when there was none."""
        count = self.ends["delivered"]
        return (amount / count).quantize(CENT, ROUND_HALF_UP) if count else None

    def days(self, at: Fraction) -> Decimal | None:
        """Days within which the share ``at`` of the delivered orders arrived."""
        hours = durations(Taken(hours) for hours in self.hours).quantile(at)
        return None if hours is None else (Decimal(hours) / HOURS_A_DAY).quantize(TENTH, ROUND_HALF_UP)

    @property
    def mean_days(self) -> Decimal | None:
        return Decimal(sum(self.hours)) / HOURS_A_DAY / len(self.hours) if self.hours else None

    @property
    def kept(self) -> Share | None:
        """Of the orders that were sent, those that came by the promised day; a lost one did not."""
        return share(self.on_time, self.sent) if self.sent else None

    @property
    def short(self) -> Share | None:
        """Of the lines asked for, those that stock was missing for."""
        return share(self.missed["no_stock"], self.lines) if self.lines else None

    @property
    def eta(self) -> Share | None:
        return share(self.eta_kept, self.eta_asked) if self.eta_asked else None

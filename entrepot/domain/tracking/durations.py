"""How long something takes, learnt from what took so long and from what is not over yet.

The product-limit estimate of Kaplan and Meier: leaving out what is still under way would count only the
quick ones of the last weeks. Hours are whole, shares are exact fractions; no shape is assumed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Taken:
    """``hours`` that something took, or has taken so far while ``over`` is false."""

    hours: int
    over: bool = True


@dataclass(frozen=True, slots=True)
class Durations:
    """``hours`` at which something was over, ascending, and the share that was over by each."""

    hours: tuple[int, ...]
    shares: tuple[Fraction, ...]

    @property
    def count(self) -> int:
        """On how many that are over this rests."""
        return len(self.hours)

    def chance_beyond(self, hours: int) -> Decimal:
        """The chance to take longer than ``hours``, 0 to 1."""
        position = bisect_right(self.hours, hours)
        left = 1 - self.shares[position - 1] if position else Fraction(1)
        return Decimal(left.numerator) / left.denominator

    def quantile(self, share: Fraction) -> int | None:
        """Hours by which ``share`` were over; ``None`` when so many never were."""
        position = bisect_left(self.shares, share)
        return self.hours[position] if position < self.count else None

    def interval(self, miss: Fraction) -> tuple[int, int]:
        """Least and most hours between which the next falls, but for ``miss``; about half of it on each side.

        Split conformal prediction: the next is as likely to come before, between or after any of the
        ``count`` known, so that each gap has the chance 1 / (count + 1). With too few known for so rare a
        miss the outermost stand. Needs at least one that is over.
        """
        gaps = [share * self.count for share in self.shares]
        low = max(bisect_right(gaps, miss / 2 * (self.count + 1)) - 1, 0)
        wanted = gaps[low] + (1 - miss) * (self.count + 1)
        high = min(range(low, self.count), key=lambda position: abs(gaps[position] - wanted))
        return self.hours[low], self.hours[high]


def durations(taken: Iterable[Taken]) -> Durations:
    """The estimate from ``taken``; of equal hours what is over comes before what is under way."""
    ordered = sorted(taken, key=lambda one: (one.hours, not one.over))
    left, hours, masses = Fraction(1), [], []
    for at_risk, one in zip(range(len(ordered), 0, -1), ordered, strict=True):
        if one.over:
            mass = left / at_risk
            left -= mass
            hours.append(one.hours)
            masses.append(mass)
    return Durations(tuple(hours), tuple(accumulate(masses)))

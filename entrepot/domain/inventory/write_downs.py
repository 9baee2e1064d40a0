"""How much less old goods are worth: rules by age and by life left, and what stays of a write-down."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from entrepot.domain.money import Money


class Basis(StrEnum):
    """What the days of a rule count: those since arrival, or those left until the last day of use."""

    AGE = "age"
    LIFE = "life"


@dataclass(frozen=True, slots=True)
class WriteDownRule:
    """Goods that have lain ``days`` or more (``age``), or have ``days`` or fewer left (``life``), have lost
    ``share`` of what they cost. Raises ``ValueError`` for negative days or a share not above 0 and at most 1.
    """

    basis: Basis
    days: int
    share: Decimal

    def __post_init__(self) -> None:
        if self.days < 0 or not self.share.is_finite() or not 0 < self.share <= 1:
            raise ValueError("a rule needs days from 0 and a share above 0 and at most 1")

    def covers(self, age_days: int, days_left: int | None) -> bool:
        """``days_left`` is ``None`` for goods that do not expire."""
        if self.basis is Basis.AGE:
            return age_days >= self.days
        return days_left is not None and days_left <= self.days


def strictest(
    rules: Iterable[WriteDownRule], *, age_days: int, days_left: int | None
) -> WriteDownRule | None:
    """The rule that takes most off goods of this age; ``None`` when none covers them."""
    covering = [rule for rule in rules if rule.covers(age_days, days_left)]
    return max(covering, key=lambda rule: rule.share, default=None)


def still_written_down(amount: Money, units: int, left: int) -> Money:
    """What stays of a write-down of ``amount`` on ``units`` when ``left`` of them still lie there; exact."""
    return amount * (Decimal(min(left, units)) / units)

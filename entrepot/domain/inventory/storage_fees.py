"""What lying in a warehouse costs: a rate for a cubic metre and day that grows with the age of the goods."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from entrepot.domain.money import Money

MM3_IN_M3: Final = 1_000_000_000
# An article that nobody measured counts as large as its weight: 5,000 cm3 for a kilogram, the divisor that
# express carriers use for volumetric weight.
MM3_FOR_A_GRAM: Final = 5_000


@dataclass(frozen=True, slots=True)
class AgeTier:
    """From ``from_day`` of age on a cubic metre costs ``rate`` a day."""

    from_day: int
    rate: Decimal


@dataclass(frozen=True, slots=True)
class StorageTariff:
    """Rates of one warehouse. The day of arrival is age 0; ages below ``free_days`` cost nothing.

    Raises ``ValueError`` unless the tiers begin at day 0, ascend, and no rate is negative.
    """

    currency: str
    free_days: int
    tiers: tuple[AgeTier, ...]

    def __post_init__(self) -> None:
        days = [tier.from_day for tier in self.tiers]
        if not days or days[0] != 0 or any(later <= day for day, later in pairwise(days)):
            raise ValueError("age tiers must begin at day 0 and ascend")
        if self.free_days < 0 or any(tier.rate < 0 for tier in self.tiers):
            raise ValueError("free days and rates cannot be negative")

    def rate_at(self, age_days: int) -> Decimal:
        """What a cubic metre of this age costs today; nothing within the free days."""
        if age_days < self.free_days:
            return Decimal(0)
        return next(tier.rate for tier in reversed(self.tiers) if tier.from_day <= age_days)

    def fee(self, *, units: int, unit_volume_mm3: int, age_days: int) -> Money:
        """One day's fee of ``units``, exact and not rounded. Raises ``ValueError`` for a negative figure."""
        if min(units, unit_volume_mm3, age_days) < 0:
            raise ValueError("units, volume and age cannot be negative")
        cubic_metres = Decimal(units * unit_volume_mm3) / MM3_IN_M3
        return Money(cubic_metres * self.rate_at(age_days), self.currency)

    def lying(self, *, units: int, unit_volume_mm3: int, days: Decimal | int) -> Money:
        """The fees of all ``days`` that ``units`` lie there from their arrival on, exact and not rounded.

        As many whole days as many daily fees; of a day begun its part.
        """
        if min(units, unit_volume_mm3, days) < 0:
            raise ValueError("units, volume and days cannot be negative")
        cubic_metres = Decimal(units * unit_volume_mm3) / MM3_IN_M3
        ends = [*(tier.from_day for tier in self.tiers[1:]), days]
        fees = (
            tier.rate * max(Decimal(0), Decimal(min(end, days)) - max(tier.from_day, self.free_days))
            for tier, end in zip(self.tiers, ends, strict=True)
        )
        return Money(cubic_metres * sum(fees, Decimal(0)), self.currency)


def unit_volume_mm3(sides_mm: Sequence[int | None], gross_weight_g: int) -> int:
    """The room one unit takes: of its measured sides, else as large as it is heavy."""
    length, width, height = sides_mm
    if length and width and height:
        return length * width * height
    return gross_weight_g * MM3_FOR_A_GRAM

"""How old stock is, how often it turns, and what the capital in it costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from entrepot.domain.money import Money

# The first age in days of each band.
AGE_BANDS: Final = (0, 31, 61, 91, 181)
DAYS_IN_YEAR: Final = 365


@dataclass(frozen=True, slots=True)
class AgedUnits:
    """Units that arrived together ``age_days`` ago."""

    units: int
    age_days: int


def by_age_band(stock: Iterable[AgedUnits]) -> tuple[int, ...]:
    """Units in each of ``AGE_BANDS``."""
    bands = [0] * len(AGE_BANDS)
    for part in stock:
        band = max(index for index, first in enumerate(AGE_BANDS) if first <= max(0, part.age_days))
        bands[band] += part.units
    return tuple(bands)


def turns_a_year(shipped: int, over_days: int, on_hand: int) -> Decimal | None:
    """How often the stock of today is sold in a year at the pace of the last ``over_days``.

    ``None`` when nothing lies there, for then there is nothing to turn. Raises ``ValueError`` for no days.
    """
    if over_days < 1:
        raise ValueError("a pace needs at least one day")
    if on_hand < 1:
        return None
    turns = Decimal(shipped * DAYS_IN_YEAR) / (over_days * on_hand)
    return turns.quantize(Decimal("0.1"), ROUND_HALF_UP)


def interest(amount: Decimal, yearly_rate: Decimal, days: Decimal | int) -> Decimal:
    """Simple interest on ``amount`` for ``days`` at ``yearly_rate`` (0.08 is 8 %), not rounded."""
    return amount * (yearly_rate * days / DAYS_IN_YEAR)


def capital_cost(value: Money, yearly_rate: Decimal, age_days: int) -> Money:
    """The interest on ``value`` in whole minor units."""
    return Money(interest(value.amount, yearly_rate, age_days), value.currency).rounded()

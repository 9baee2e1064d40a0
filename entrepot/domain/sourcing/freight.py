"""What a lane asks for a weight: chargeable grams, parcels, bands."""

from dataclasses import dataclass
from decimal import Decimal

from entrepot.domain.money import Money
from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.lanes import Lane


class TooHeavy(ValueError):
    """The lane has no price for such a weight."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a consignment weighs and how much room it takes: gross grams and cubic millimetres."""

    grams: int = 0
    cubic_mm: int = 0

    @classmethod
    def of(cls, pieces: int, gross_weight_g: int, dimensions: Dimensions | None = None) -> "Load":
        """``pieces`` alike; without ``dimensions`` they count by weight alone."""
        size = dimensions
        volume = size.length_mm * size.width_mm * size.height_mm if size else 0
        return cls(pieces * gross_weight_g, pieces * volume)

    def __add__(self, other: "Load") -> "Load":
        return Load(self.grams + other.grams, self.cubic_mm + other.cubic_mm)

    def chargeable_grams(self, divisor: int | None) -> int:
        """The greater of weight and volume; volume (mm3 / divisor) is rounded up once for the whole."""
        volumetric = -(-self.cubic_mm // divisor) if divisor else 0
        return max(self.grams, volumetric)


@dataclass(frozen=True, slots=True)
class Freight:
    """``price`` in the lane's currency, unrounded, for ``parcels`` of together ``chargeable_g`` grams."""

    chargeable_g: int
    parcels: int
    price: Money


def freight(lane: Lane, destination: str, load: Load) -> Freight:
    """The price of ``load`` as one consignment: full parcels at the limit and one with the rest.

    Raises ``TooHeavy`` when the lane has no price to ``destination``.
    """
    chargeable = load.chargeable_grams(lane.volumetric_divisor)
    limit = lane.heaviest_parcel_g(destination)
    if limit <= 0:
        raise TooHeavy(f"lane {lane.code} has no price to {destination}")
    full, rest = divmod(max(chargeable, 1), limit)
    amount = full * _band_amount(lane, destination, limit)
    if rest:
        amount += _band_amount(lane, destination, rest)
    return Freight(chargeable, full + bool(rest), Money(amount, lane.currency))


def _band_amount(lane: Lane, destination: str, grams: int) -> Decimal:
    for band in lane.bands_to(destination):
        if grams <= band.up_to_g:
            return band.amount
    raise TooHeavy(f"lane {lane.code} has no price for {grams} g to {destination}")

"""What a lane asks for a weight: chargeable grams, parcels, bands."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from entrepot.domain.money import Money
from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.lanes import Lane


class TooHeavy(ValueError):
    """The lane has no price for such a weight."""


@dataclass(frozen=True, slots=True)
class Load:
    """``quantity`` pieces of ``gross_weight_g`` grams each; ``dimensions`` of one piece when known."""

    quantity: int
    gross_weight_g: int
    dimensions: Dimensions | None = None


@dataclass(frozen=True, slots=True)
class Freight:
    """``price`` in the lane's currency, unrounded, for ``parcels`` of together ``chargeable_g`` grams."""

    chargeable_g: int
    parcels: int
    price: Money


def chargeable_grams(loads: Iterable[Load], divisor: int | None) -> int:
    """The greater of actual weight and volume of all pieces together, in grams.

    Pieces without dimensions count by weight alone. Volume is divided once for the whole, rounded up.
    """
    grams = cubic_mm = 0
    for load in loads:
        grams += load.quantity * load.gross_weight_g
        size = load.dimensions
        if size is not None:
            cubic_mm += load.quantity * size.length_mm * size.width_mm * size.height_mm
    volumetric = -(-cubic_mm // divisor) if divisor else 0
    return max(grams, volumetric)


def freight(lane: Lane, destination: str, loads: Iterable[Load]) -> Freight:
    """The price of ``loads`` as one consignment: full parcels at the limit and one with the rest.

    Raises ``TooHeavy`` when the lane has no price to ``destination``.
    """
    chargeable = chargeable_grams(loads, lane.volumetric_divisor)
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

"""What a lane asks for a load: chargeable grams, parcels, the price of each, surcharges."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from entrepot.domain.money import Money
from entrepot.domain.sourcing.lanes import Band, Lane
from entrepot.domain.sourcing.surcharges import Surcharge
from entrepot.domain.sourcing.weights import Load


class TooHeavy(ValueError):
    """The lane has no price for such a weight."""


@dataclass(frozen=True, slots=True)
class FreightLine:
    """One line of the carrier's invoice, rounded to the minor unit.

    Without ``surcharge`` it is the price of ``pieces`` parcels of ``grams`` each in ``band``; with it
    ``pieces`` and ``grams`` are those of the whole load and ``base`` is what a fraction was taken of.
    """

    amount: Money
    pieces: int
    grams: int
    band: Band | None = None
    surcharge: Surcharge | None = None
    base: Money | None = None


@dataclass(frozen=True, slots=True)
class Freight:
    """``price`` in the lane's currency is the sum of ``lines``, for ``parcels`` of together
    ``chargeable_g`` grams. ``zone`` is the part of the price grid that was read."""

    chargeable_g: int
    parcels: int
    price: Money
    lines: tuple[FreightLine, ...] = ()
    zone: str = ""


def freight(lane: Lane, destination: str, load: Load, *, postcode: str = "") -> Freight:
    """The price of ``load`` as one consignment: full parcels at the limit and one with the rest, then the
    surcharges in the lane's order. Without ``postcode`` none that depends on it counts.

    Raises ``TooHeavy`` when the lane has no price to ``destination``.
    """
    limit = lane.heaviest_parcel_g(destination, postcode)
    if limit <= 0:
        raise TooHeavy(f"lane {lane.code} has no price to {destination}")
    zone = lane.zone_of(destination, postcode)
    full, rest = divmod(max(lane.weight_rule.chargeable_grams(load), 1), limit)
    weights = {limit: full} if full else {}
    if rest:
        rest = min(lane.weight_rule.rounded_up(rest), limit)
        weights[rest] = weights.get(rest, 0) + 1
    carried = tuple(_carriage(lane, zone, grams, pieces) for grams, pieces in weights.items())
    lines = carried + _surcharged(lane, destination, postcode, load, carried, weights)
    price = sum((line.amount.amount for line in lines), Decimal(0))
    chargeable = sum(grams * pieces for grams, pieces in weights.items())
    return Freight(chargeable, sum(weights.values()), Money(price, lane.currency), lines, zone)


def _carriage(lane: Lane, zone: str, grams: int, pieces: int) -> FreightLine:
    band = next((band for band in lane.bands[zone] if grams <= band.up_to_g), None)
    if band is None:
        raise TooHeavy(f"lane {lane.code} has no price for {grams} g in zone {zone!r}")
    each = Money(band.price(grams), lane.currency).rounded()
    return FreightLine(each * pieces, pieces, grams, band)


def _surcharged(
    lane: Lane,
    destination: str,
    postcode: str,
    load: Load,
    carried: tuple[FreightLine, ...],
    weights: Mapping[int, int],
) -> tuple[FreightLine, ...]:
    if not lane.surcharges:
        return ()
    parcels = sum(weights.values())
    chargeable = sum(grams * pieces for grams, pieces in weights.items())
    base = so_far = sum((line.amount.amount for line in carried), Decimal(0))
    found = []
    for surcharge in lane.surcharges:
        if not surcharge.is_due(load, max(weights), destination, postcode):
            continue
        amount = Money(surcharge.amount(parcels, chargeable, base, so_far), lane.currency).rounded()
        taken_of = Money(so_far if surcharge.basis == "so_far" else base, lane.currency)
        found.append(FreightLine(amount, parcels, chargeable, surcharge=surcharge, base=taken_of))
        so_far += amount.amount
    return tuple(found)

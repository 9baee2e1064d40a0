"""What a new price grid changes, band by band."""

from dataclasses import dataclass

from entrepot.domain.money import Money
from entrepot.domain.sourcing.lanes import Band
from entrepot.domain.sourcing.price_tables import PriceTable

MOST_CHANGES = 200


@dataclass(frozen=True)
class PriceChange:
    """The price of a parcel of ``grams`` in ``zone`` before and after; none where there is no price."""

    zone: str
    grams: int
    before: Money | None
    after: Money | None


def price_changes(old: PriceTable, new: PriceTable, currency: str) -> list[PriceChange]:
    """At the upper end of every band of either grid, where the price differs (at most two hundred)."""
    found = []
    for zone in sorted({*old.bands, *new.bands}):
        before, after = old.bands.get(zone, ()), new.bands.get(zone, ())
        for grams in sorted({band.up_to_g for band in (*before, *after)}):
            prices = [_price(bands, grams, currency) for bands in (before, after)]
            if prices[0] != prices[1]:
                found.append(PriceChange(zone, grams, *prices))
    return found[:MOST_CHANGES]


def _price(bands: tuple[Band, ...], grams: int, currency: str) -> Money | None:
    band = next((band for band in bands if grams <= band.up_to_g), None)
    return Money(band.price(grams), currency).rounded() if band else None

"""Surcharges: what a carrier adds to the price of the grid, when, and on what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from entrepot.domain.sourcing.weights import Load


class Basis(StrEnum):
    """What a surcharge's rate is multiplied with."""

    PARCEL = "parcel"
    KG = "kg"
    FREIGHT = "freight"
    SO_FAR = "so_far"


@dataclass(frozen=True)
class Surcharge:
    """``rate`` is an amount in the lane's currency a parcel or chargeable kilogram, or a fraction of the
    freight (``FREIGHT``) or of the freight with all surcharges listed before (``SO_FAR``).

    It is due when everything that it names is met: one of ``countries``, a postcode starting with one of
    ``postcodes``, one of ``flags``, a parcel above ``over_g``, a side above ``over_side_mm`` or length plus
    girth above ``over_girth_mm`` (either of the two), a day from ``valid_from`` until before ``valid_to``.
    """

    code: str
    basis: Basis
    rate: Decimal
    name: Mapping[str, str] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()
    postcodes: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    over_g: int | None = None
    over_side_mm: int | None = None
    over_girth_mm: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )

    def is_due(self, load: Load, heaviest_g: int, destination: str, postcode: str) -> bool:
        """Whether ``load``, whose heaviest parcel is charged at ``heaviest_g``, owes it."""
        return (
            (not self.countries or destination in self.countries)
            and (not self.postcodes or starts_with(postcode, self.postcodes))
            and (not self.flags or bool(self.flags & load.flags))
            and (self.over_g is None or heaviest_g > self.over_g)
            and self._is_oversize(load)
        )

    def amount(self, parcels: int, chargeable_g: int, freight: Decimal, so_far: Decimal) -> Decimal:
        """Unrounded, in the lane's currency."""
        units = {
            Basis.PARCEL: Decimal(parcels),
            Basis.KG: Decimal(chargeable_g) / 1000,
            Basis.FREIGHT: freight,
            Basis.SO_FAR: so_far,
        }
        return self.rate * units[self.basis]

    def _is_oversize(self, load: Load) -> bool:
        limits = ((self.over_side_mm, load.longest_mm), (self.over_girth_mm, load.girth_mm))
        asked = [(limit, size) for limit, size in limits if limit is not None]
        return not asked or any(size > limit for limit, size in asked)


def tidy_postcode(postcode: str) -> str:
    """Upper case without spaces and hyphens: ``iv1 1aa`` is ``IV11AA``."""
    return postcode.upper().replace(" ", "").replace("-", "")


def starts_with(postcode: str, prefixes: tuple[str, ...]) -> bool:
    """Whether ``postcode`` lies in one of the areas; an unknown (empty) postcode lies in none."""
    tidy = tidy_postcode(postcode)
    return any(tidy.startswith(tidy_postcode(prefix)) for prefix in prefixes)

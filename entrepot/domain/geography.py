"""Countries and the unions that law speaks of. ISO 3166-1 alpha-2 codes throughout."""

from dataclasses import dataclass
from typing import Final

# Member states whose territory is the customs and VAT territory of the Union (since 2020-02-01).
# fmt: off
EU_COUNTRIES: Final = frozenset({
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE",
    "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class Place:
    """Where goods come from or go to: a country, and a region and postcode where law asks for them."""

    country: str
    region: str = ""
    postcode: str = ""

    def __post_init__(self) -> None:
        if len(self.country) != 2 or not self.country.isascii() or not self.country.isupper():
            raise ValueError(f"not an ISO 3166 code: {self.country!r}")


def crosses_customs_border(origin: str, destination: str) -> bool:
    """Whether goods moving between two countries meet a customs border."""
    if origin == destination:
        return False
    return not (origin in EU_COUNTRIES and destination in EU_COUNTRIES)

"""Exchange rates between two currencies out of what each was worth in euro."""

from collections.abc import Mapping
from datetime import date
from decimal import Context, Decimal
from types import MappingProxyType
from typing import Final

SIGNIFICANT_DIGITS: Final = Context(prec=12)

# Units for one US dollar by decree, unchanged since the day named; the European Central Bank publishes none.
PEGGED_TO_USD: Final[Mapping[str, tuple[Decimal, date]]] = MappingProxyType(
    {
        "AED": (Decimal("3.6725"), date(1997, 11, 1)),
        "SAR": (Decimal("3.75"), date(1986, 6, 1)),
        "QAR": (Decimal("3.64"), date(2001, 7, 9)),
        "OMR": (Decimal("0.3845"), date(1986, 1, 1)),
        "BHD": (Decimal("0.376"), date(2001, 1, 1)),
    }
)
AND_PEG: Final = " and peg to USD"


def pegged(currency: str, on: date) -> Decimal | None:
    """Units of ``currency`` for one US dollar by decree ``on`` a day; ``None`` when it is not pegged then."""
    peg, since = PEGGED_TO_USD.get(currency, (None, date.max))
    return peg if since <= on else None


def cross_rate(base_per_eur: Decimal, quote_per_eur: Decimal) -> Decimal:
    """Units of the quote currency for one of the base currency, to twelve significant digits."""
    rate = SIGNIFICANT_DIGITS.divide(quote_per_eur, base_per_eur).normalize()
    return Decimal(f"{rate:f}")

"""Exchange rates between two currencies out of what each was worth in euro."""

from decimal import Context, Decimal
from typing import Final

SIGNIFICANT_DIGITS: Final = Context(prec=12)


def cross_rate(base_per_eur: Decimal, quote_per_eur: Decimal) -> Decimal:
    """Units of the quote currency for one of the base currency, to twelve significant digits."""
    rate = SIGNIFICANT_DIGITS.divide(quote_per_eur, base_per_eur).normalize()
    return Decimal(f"{rate:f}")

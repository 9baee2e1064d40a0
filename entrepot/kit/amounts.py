"""Amounts and numbers as every surface and every sentence writes them."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency
from babel.units import format_unit

GRAMS_PER_KILOGRAM = 1000
HYPHEN, MINUS = "-", "−"


def amount_text(amount: Decimal, currency: str, locale: Locale) -> str:
    """``£1,234.50``, below zero ``−£3.00``, with the minor units of ``currency``."""
    return with_minus(format_currency(amount, currency, locale=locale))


def weight_text(grams: int, locale: Locale) -> str:
    """Integer grams as ``450 g`` or ``1.25 kg``."""
    if grams < GRAMS_PER_KILOGRAM:
        return with_minus(format_unit(grams, "mass-gram", length="short", locale=locale))
    kilograms = Decimal(grams) / GRAMS_PER_KILOGRAM
    return format_unit(kilograms, "mass-kilogram", length="short", format="#,##0.###", locale=locale)


def with_minus(written: str) -> str:
    """A number already ``written``, with the minus sign that pages set where babel leaves a hyphen."""
    return written.replace(HYPHEN, MINUS)

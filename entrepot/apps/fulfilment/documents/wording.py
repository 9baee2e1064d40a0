"""How papers write numbers, weights, countries and addresses."""

from decimal import Decimal

from babel import Locale

from entrepot.domain.money import minor_digits
from entrepot.domain.ports.carriers import Address
from entrepot.domain.tracking import s10

LOCALES = {"zh": "zh_Hans_CN", "fr": "fr"}


def spaced_number(number: str) -> str:
    """An S10 number in groups as printed under its barcode, any other number as it is."""
    return s10.parse(number).spaced() if s10.is_valid(number) else number


def kilograms(grams: int) -> str:
    """``1.250`` for 1250 g: customs forms ask for kilograms."""
    return f"{Decimal(grams) / 1000:.3f}"


def figure(amount: Decimal, currency: str) -> str:
    """``1,234.50`` with the currency's digits, without its sign."""
    return f"{amount:,.{minor_digits(currency)}f}"


def country_name(code: str, language: str = "en") -> str:
    """The country's name in English, or in ``zh`` or ``fr``; the code when it has none."""
    name = Locale.parse(LOCALES.get(language, "en")).territories.get(code)
    return str(name or code)


def place_lines(address: Address, *, country_in: str = "en") -> list[str]:
    """Street to country, one line each, in the order in which posts read them; the country in capitals."""
    city = " ".join(part for part in (address.postcode, address.city) if part)
    region = address.region if address.region != address.city else ""
    lines = [address.line1, address.line2, ", ".join(part for part in (city, region) if part)]
    return [*(line for line in lines if line), country_name(address.country, country_in).upper()]

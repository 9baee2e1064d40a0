"""Countries and currencies by the names their readers use."""

from functools import lru_cache

from babel import Locale
from babel.numbers import get_currency_name
from django.utils.translation import get_language


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def country_name(code: str, language: str | None = None) -> str:
    """``"DE"`` is "Germany", "德国"; the code itself when it has no name."""
    if not code:
        return ""
    return str(_locale(language or get_language() or "en").territories.get(code, code))


@lru_cache(maxsize=256)
def currency_name(code: str, language: str) -> str:
    """``"EUR"`` is "Euro", "欧元"."""
    return str(get_currency_name(code, locale=_locale(language)))

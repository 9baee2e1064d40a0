"""What the shop remembers of a visitor: where to ship to, and which cart. Signed cookies, no session."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from entrepot.apps.markets.queries import open_countries, selling_currency

SHIP_TO, CART, EMAIL = "ship_to", "cart", "checkout_email"
SALT = "entrepot.storefront"
HOUR, DAYS_30, YEAR = 3600, 30 * 24 * 3600, 365 * 24 * 3600
HOME = "GB"
# Where a language without a region is most at home, as far as we guess at all.
COUNTRY_OF_LANGUAGE = {
    "zh": "CN", "de": "DE", "fr": "FR", "it": "IT", "es": "ES", "nl": "NL", "pl": "PL", "pt": "PT",
    "sv": "SE", "da": "DK", "fi": "FI", "nb": "NO", "no": "NO", "ja": "JP", "ko": "KR",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShipTo:
    country: str
    currency: str


@dataclass(frozen=True, slots=True)
class CartRef:
    """The cart's id and how many pieces were in it when the cookie was written."""

    id: UUID
    pieces: int


def ship_to(request: HttpRequest) -> ShipTo:
    """The buyer's choice, else a guess by the browser's languages, else the United Kingdom."""
    known = {row.code for row in open_countries()}
    country, _colon, currency = str(_read(request, SHIP_TO)).partition(":")
    if country in known and len(currency) == 3:
        return ShipTo(country, currency)
    country = _guess(request, known)
    if country not in known:
        return ShipTo(country, settings.BASE_CURRENCY)
    return ShipTo(country, selling_currency(country, timezone.now().date()))


def remember_ship_to(response: HttpResponse, choice: ShipTo) -> None:
    _write(response, SHIP_TO, f"{choice.country}:{choice.currency}", YEAR)


def cart_ref(request: HttpRequest) -> CartRef | None:
    """The visitor's cart, if a sound cookie names one."""
    cart_id, _colon, pieces = str(_read(request, CART)).partition(":")
    try:
        return CartRef(UUID(cart_id), int(pieces))
    except ValueError:
        return None


def remember_cart(response: HttpResponse, ref: CartRef) -> None:
    _write(response, CART, f"{ref.id}:{ref.pieces}", DAYS_30)


def typed_email(request: HttpRequest) -> str:
    """The mail address typed at checkout within the last hour; a quote does not hold it."""
    return _read(request, EMAIL)


def remember_email(response: HttpResponse, email: str) -> None:
    _write(response, EMAIL, email, HOUR)


def _guess(request: HttpRequest, known: Collection[str]) -> str:
    for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        language, _dash, rest = tag.partition("-")
        region = rest.rpartition("-")[2].upper()
        for code in (region, COUNTRY_OF_LANGUAGE.get(language, "")):
            if code in known:
                return code
        if language == "en":
            break
    if (get_language() or "").startswith("zh") and "CN" in known:
        return "CN"
    return HOME


def _read(request: HttpRequest, name: str) -> str:
    return str(request.get_signed_cookie(name, default="", salt=SALT) or "")


def _write(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    response.set_signed_cookie(
        name, value, salt=SALT, max_age=seconds, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip

"""Countries served and what a currency was worth on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from entrepot.apps.markets.models import Country, FxRate
from entrepot.domain.exchange import AND_PEG, PEGGED_TO_USD, cross_rate, pegged
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused, invalid
from entrepot.kit.recent import Recent

EUR = "EUR"


@dataclass(frozen=True, slots=True)
class FxQuote:
    """``rate`` units of the target currency for one of the base currency, as published on ``as_of``.

    A cross rate goes through the euro; ``as_of`` is then the older of the two publications. A currency pegged
    to the dollar by decree follows it, which ``source`` says.
    """

    rate: Decimal
    as_of: date
    source: str


@dataclass(frozen=True, slots=True)
class _Published:
    per_eur: Decimal
    as_of: date
    source: str


def _load_countries(_key: str) -> dict[str, Country]:
    return {country.code: country for country in Country.objects.select_related("market").order_by("code")}


def _load_rates(on: date) -> dict[str, _Published]:
    rows = (
        FxRate.objects.filter(as_of__lte=on)
        .order_by("currency", "-as_of", "-id")
        .distinct("currency")
        .values_list("currency", "per_eur", "as_of", "source")
    )
    found = {currency: _Published(per_eur, as_of, source) for currency, per_eur, as_of, source in rows}
    return _pegged_to(found["USD"], on) | found if "USD" in found else found


def _pegged_to(dollar: _Published, on: date) -> dict[str, _Published]:
    return {
        currency: _Published(peg * dollar.per_eur, dollar.as_of, dollar.source + AND_PEG)
        for currency in PEGGED_TO_USD
        if (peg := pegged(currency, on))
    }


_countries: Recent[str, dict[str, Country]] = Recent(_load_countries)
_rates: Recent[date, dict[str, _Published]] = Recent(_load_rates)


def country(code: str) -> Country:
    """The country ``code`` (ISO 3166-1 alpha-2), open or not, with its market.

    Raises ``Refused`` (``unknown_country``) when we know nothing of it.
    """
    found = _countries["all"].get(code.upper())
    if found is None:
        raise invalid(
            "country",
            _("We do not know the country “%(code)s”. Choose one from the list of countries.")
            % {"code": code},
            code="unknown_country",
        )
    return found


def open_countries() -> list[Country]:
    """Countries we ship to, by code: open themselves and in an open market."""
    return [row for row in _countries["all"].values() if row.is_open and row.market.is_open]


def selling_currency(code: str, on: date) -> str:
    """The currency of prices to the country ``code``: its own; without a rate for that, its market's; else
    the shop's own. No price is converted at a rate we do not have. Raises ``Refused`` (``unknown_country``).
    """
    found = country(code)
    known = currencies(on)
    wanted = (found.currency, found.market.currency)
    return next((currency for currency in wanted if currency in known), settings.BASE_CURRENCY)


def currencies(on: date) -> frozenset[str]:
    """Every currency with a rate ``on`` a day: published by then, or pegged to one that is."""
    return frozenset((EUR, settings.BASE_CURRENCY, *_rates[on]))


def fx_rate(base: str, target: str, on: date) -> FxQuote:
    """The rate from ``base`` to ``target`` in force ``on`` a day: the latest published on or before it.

    Raises ``Refused`` (``no_exchange_rate``) when a currency had not been published by then.
    """
    if base == target:
        return FxQuote(Decimal(1), on, "identity")
    one, other = _published(base, on), _published(target, on)
    rate = cross_rate(one.per_eur, other.per_eur)
    source = one.source if target == EUR else other.source
    return FxQuote(rate, min(one.as_of, other.as_of), source)


def convert(money: Money, currency: str, on: date) -> Money:
    """``money`` in ``currency`` at the rate of ``on``, rounded to the currency's minor unit."""
    if money.currency == currency:
        return money.rounded()
    return money.converted(fx_rate(money.currency, currency, on).rate, currency).rounded()


def _published(currency: str, on: date) -> _Published:
    if currency == EUR:
        return _Published(Decimal(1), date.max, "identity")
    found = _rates[on].get(currency)
    if found is None:
        raise Refused(
            _("There is no exchange rate for %(currency)s on or before %(day)s. Load rates or choose another "
              "currency.") % {"currency": currency, "day": on.isoformat()},
            code="no_exchange_rate",
        )  # fmt: skip
    return found


def forget() -> None:
    """Read countries and rates anew at the next request (used after loading)."""
    _countries.forget()
    _rates.forget()

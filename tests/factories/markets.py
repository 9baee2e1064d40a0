"""Countries and exchange rates."""

from datetime import date
from decimal import Decimal

from entrepot.apps.markets.models import Country, FxRate, Market


def a_country(code: str = "GB", currency: str = "GBP", **fields: object) -> Country:
    """A country in an open market of its own."""
    market, _ = Market.objects.get_or_create(
        code=f"market-{code.lower()}", defaults={"name": {"en": code}, "currency": currency}
    )
    return Country.objects.create(**{"code": code, "currency": currency, "market": market, **fields})


def a_rate(currency: str, per_eur: str, as_of: date = date(2026, 1, 2), source: str = "TEST") -> FxRate:
    """``per_eur`` units of ``currency`` for one euro."""
    return FxRate.objects.create(currency=currency, as_of=as_of, per_eur=Decimal(per_eur), source=source)

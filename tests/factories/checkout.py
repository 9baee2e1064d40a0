"""A small world to sell in: countries, rates, law, lanes, and articles with stock."""

from datetime import date
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from entrepot.apps.catalog.models import Price, Variant
from entrepot.apps.checkout.models import Cart
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.markets.models import Country, FxRate, Market
from tests.factories.inventory import a_variant, a_warehouse, stocked
from tests.factories.lanes import a_lane
from tests.factories.taxation import a_registration, the_packaged_rules

# Units for one EUR: round, so that expected amounts can be worked out by hand.
RATES = {"GBP": "0.80", "USD": "1.00", "AUD": "1.60", "CNY": "8.00"}
CURRENCIES = {
    "GB": "GBP", "DE": "EUR", "FR": "EUR", "US": "USD", "AU": "AUD", "CN": "CNY", "AQ": "USD",
}  # fmt: skip
BERLIN = {
    "name": "Amara Vogel", "line1": "Unter den Linden 1", "city": "Berlin", "postcode": "10115",
    "country": "DE",
}  # fmt: skip
LONDON = {
    "name": "Amara Bird", "line1": "1 Example Street", "city": "London", "postcode": "sw1a 1aa",
    "country": "GB",
}  # fmt: skip
SHANGHAI = {
    "name": "王芳", "line1": "南京东路1号", "city": "上海", "region": "上海市", "postcode": "200001",
    "country": "CN", "phone": "+86 138 0000 0000",
}  # fmt: skip


def a_world() -> None:
    """Countries, rates, the packaged law, our IOSS and GB VAT numbers; no lanes."""
    for code, currency in CURRENCIES.items():
        market, _ = Market.objects.get_or_create(
            code=f"m-{code.lower()}", defaults={"name": {"en": code}, "currency": currency}
        )
        Country.objects.get_or_create(code=code, defaults={"market": market, "currency": currency})
    FxRate.objects.bulk_create(
        FxRate(currency=currency, as_of=date(2026, 1, 2), per_eur=Decimal(rate), source="TEST")
        for currency, rate in RATES.items()
    )
    the_packaged_rules()
    a_registration()
    a_registration("gb_vat", "GB", "GB999999973")


def the_usual_lanes() -> None:
    """From London: home for 3.00, to the EU by post for 5.00 or express for 12.00, charges prepaid."""
    a_lane("gb-home", "GB", ("GB",), mode="local_stock", bands=((30_000, "3.00"),), min_days=1, max_days=2)
    a_lane("gb-eu-post", "GB", ("DE", "FR"), channel="post", refuses=["lithium"])
    a_lane("gb-eu-express", "GB", ("DE", "FR"), bands=((30_000, "12.00"),), min_days=1, max_days=2)


def an_article(
    sku: str = "",
    price: str = "10.00",
    *,
    currency: str = "GBP",
    stock: int = 10,
    warehouse: Warehouse | None = None,
    **fields: object,
) -> Variant:
    """An article with a price and stock (in London unless said): green tea of 120 g but for ``fields``."""
    variant = a_variant(sku)
    for name, value in {"origin_country": "CN", **fields}.items():
        setattr(variant, name, value)
    variant.save()
    Price.objects.create(
        variant=variant, amount=Decimal(price), currency=currency, valid=DateRange(date(2020, 1, 1), None)
    )
    stocked(stock, warehouse=warehouse or a_warehouse(), variant=variant)
    return variant


def a_cart(lines: dict[Variant, int], country: str = "DE", currency: str = "EUR") -> Cart:
    cart = Cart.objects.create(country=country, currency=currency)
    for variant, quantity in lines.items():
        cart.lines.create(variant=variant, quantity=quantity)
    return cart

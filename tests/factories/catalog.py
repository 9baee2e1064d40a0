"""Categories and products with variants and prices."""

from datetime import date
from decimal import Decimal
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange

from entrepot.apps.catalog.models import Category, Price, Product, Variant

_numbers = count(1)


def a_category(
    slug: str = "goods", name: str = "Goods", zh: str = "", parent: Category | None = None
) -> Category:
    """The category ``slug``, made when missing."""
    texts = {"en": name, **({"zh-hans": zh} if zh else {})}
    return Category.objects.get_or_create(slug=slug, defaults={"name": texts, "parent": parent})[0]


def a_product(
    name: str = "Green Tea",
    zh: str = "",
    *,
    price: str = "10.00",
    category: Category | None = None,
    hs6: str = "090210",
    currency: str = "GBP",
    **fields: object,
) -> Product:
    """A product on sale with one variant of 120 g and an open-ended price; its list price is the same."""
    number = next(_numbers)
    product = Product.objects.create(
        slug=f"product-{number}",
        code=f"P{number}",
        category=category or a_category(),
        name={"en": name, **({"zh-hans": zh} if zh else {})},
        from_amount=Decimal(price),
        currency=currency,
        **fields,
    )
    a_priced_variant(product, price, currency, hs6=hs6)
    return product


def a_priced_variant(
    product: Product, price: str = "10.00", currency: str = "GBP", **fields: object
) -> Variant:
    variant = Variant.objects.create(
        product=product,
        **{
            "sku": f"{product.code}-{next(_numbers)}",
            "net_weight_g": 100,
            "gross_weight_g": 120,
            "hs6": "090210",
            "origin_country": "CN",
            **fields,
        },
    )
    a_price(variant, price, currency)
    return variant


def a_price(
    variant: Variant, amount: str, currency: str = "GBP", start: date | None = None, end: date | None = None
) -> Price:
    """A price from ``start`` up to but not on ``end``; open where ``None``."""
    return Price.objects.create(
        variant=variant, amount=Decimal(amount), currency=currency, valid=DateRange(start, end)
    )

"""Categories, products, variants and prices of the demo shop, written in bulk."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange

from entrepot.apps.catalog.models import Category, Price, Product, Variant
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.markets.queries import convert
from entrepot.demo import catalogue
from entrepot.demo.goods import Goods, Sku
from entrepot.domain.money import Money

BATCH = 2000
PRODUCT_COLUMNS = (
    "slug", "category", "name", "description", "brand", "art", "popularity", "from_amount", "currency",
    "ships_from",
)  # fmt: skip
VARIANT_COLUMNS = (
    "product", "options", "position", "net_weight_g", "gross_weight_g", "length_mm", "width_mm", "height_mm",
    "weight_basis", "hs6", "hs_confidence", "hs_basis", "national_codes", "origin_country", "origin_basis",
    "customs_description", "attributes",
)  # fmt: skip


def load_categories() -> int:
    """All categories, parents first; returns how many."""
    rows = catalogue.categories()
    for level in ([row for row in rows if not row.parent], [row for row in rows if row.parent]):
        known = {category.slug: category for category in Category.objects.all()}
        Category.objects.bulk_create(
            [
                Category(
                    slug=row.slug,
                    parent=known[row.parent] if row.parent else None,
                    name={"en": row.name_en, "zh-hans": row.name_zh},
                    art=row.icon,
                    position=row.position,
                )
                for row in level
            ],
            update_conflicts=True,
            unique_fields=["slug"],
            update_fields=["parent", "name", "art", "position"],
        )
    return len(rows)


def load_products(goods: Sequence[Goods], *, today: date) -> int:
    """Products and their variants by code, texts and customs data renewed; returns how many variants.

    A variant that has a price keeps it. List prices in the base currency are at the rates of ``today``.
    """
    categories = {category.slug: category for category in Category.objects.all()}
    countries = dict(Warehouse.objects.values_list("code", "country"))
    Product.objects.bulk_create(
        [_product(row, categories, countries, today) for row in goods],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=PRODUCT_COLUMNS,
    )
    products = {product.code: product for product in Product.objects.only("id", "code")}
    variants = [
        _variant(sku, products[row.code], position) for row in goods for position, sku in enumerate(row.skus)
    ]
    Variant.objects.bulk_create(
        variants,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["sku"],
        update_fields=VARIANT_COLUMNS,
    )
    _load_prices([sku for row in goods for sku in row.skus])
    return len(variants)


def _load_prices(skus: Sequence[Sku]) -> None:
    unpriced = dict(Variant.objects.filter(prices=None).values_list("sku", "id"))
    always = DateRange(None, None)
    Price.objects.bulk_create(
        [
            Price(variant_id=unpriced[sku.code], amount=sku.price, currency=sku.currency, valid=always)
            for sku in skus
            if sku.code in unpriced
        ],
        batch_size=BATCH,
    )


def _product(row: Goods, categories: dict[str, Category], countries: dict[str, str], today: date) -> Product:
    base = settings.BASE_CURRENCY
    prices = [convert(Money(sku.price, sku.currency), base, today).amount for sku in row.skus]
    return Product(
        code=row.code,
        slug=row.slug,
        category=categories[row.category],
        name=row.name,
        description=row.description,
        brand=row.brand,
        art=row.art,
        popularity=row.popularity,
        from_amount=min(prices, default=Decimal(0)),
        currency=base,
        ships_from=_ships_from(row, countries),
    )


def _ships_from(row: Goods, countries: dict[str, str]) -> str:
    """The country with the most pieces."""
    pieces: dict[str, int] = {}
    for sku in row.skus:
        for warehouse, units in sku.stock.items():
            pieces[countries[warehouse]] = pieces.get(countries[warehouse], 0) + units
    return max(sorted(pieces), key=lambda country: pieces[country], default="")


def _variant(sku: Sku, product: Product, position: int) -> Variant:
    length, width, height = sku.size_mm or (None, None, None)
    return Variant(
        product=product,
        sku=sku.code,
        options=sku.options,
        position=position,
        net_weight_g=sku.net_weight_g,
        gross_weight_g=sku.gross_weight_g,
        length_mm=length,
        width_mm=width,
        height_mm=height,
        weight_basis=sku.weight_basis,
        hs6=sku.hs6,
        hs_confidence=sku.hs_confidence,
        hs_basis=sku.hs_basis,
        national_codes=sku.national_codes,
        origin_country=sku.origin_country,
        origin_basis=sku.origin_basis,
        customs_description=sku.customs_description,
        attributes=sku.attributes,
    )

"""A catalogue of 10,000 products: the demo's, and copies of its articles under other numbers."""

from dataclasses import replace
from decimal import Decimal
from itertools import cycle, islice

from django.db import connection
from django.utils import timezone

from entrepot.apps.catalog.models import Product, Variant
from entrepot.apps.catalog.services.reindex_search import reindex_search
from entrepot.apps.inventory.services.receive_stock import receive_stock
from entrepot.demo.goods import HOME, Goods, all_goods
from entrepot.demo.load_goods import load_products
from entrepot.demo.load_supply import load_stock

PRODUCTS = 10_000
PLENTY = 100_000
SOLD_ARTICLES = 40


def fill_catalogue() -> int:
    """Bring the catalogue to ``PRODUCTS`` and rebuild the search; returns how many products were new."""
    missing = PRODUCTS - Product.objects.count()
    if missing > 0:
        originals = [goods for goods in all_goods() if len(goods.skus) == 1]
        copies = [_copy(goods, number) for number, goods in enumerate(islice(cycle(originals), missing))]
        load_products(copies, today=timezone.now().date())
        load_stock(copies)
        reindex_search()
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
        cursor.execute("checkpoint")
    return max(missing, 0)


def _copy(goods: Goods, number: int) -> Goods:
    sku = goods.skus[0]
    code = f"B{number:05d}-{sku.code}"[:40]
    return replace(
        goods,
        code=code,
        slug=f"{goods.slug[:100]}-b{number:05d}",
        popularity=goods.popularity * (number % 89) // 97,
        skus=[replace(sku, code=code, price=sku.price + Decimal(number % 10) / 10)],
    )


def articles_to_sell() -> list[str]:
    """Numbers of well-selling classified articles, with more of each at home than any run can sell."""
    sendable = Variant.objects.filter(
        stock_levels__warehouse__code=HOME, hs_confidence="high", is_active=True
    ).exclude(attributes__has_key="dangerous_goods")
    variants = list(sendable.order_by("-product__popularity", "pk")[:SOLD_ARTICLES])
    for variant in variants:
        level = variant.stock_levels.get(warehouse__code=HOME)
        if level.available < PLENTY:
            receive_stock(
                warehouse_code=HOME, variant_id=variant.pk, quantity=PLENTY - level.available,
                reference="bench:stock", by="operator:bench",
            )  # fmt: skip
    return [variant.sku for variant in variants]

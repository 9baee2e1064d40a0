"""Variants as a cart, a quote and a declaration need them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.domain.money import Money

PRICED = """
select variant.id, variant.sku, product.id, product.slug, product.name, product.art, category.slug,
    variant.options, price.amount, price.currency, variant.hs6, variant.hs_confidence, variant.national_codes,
    variant.origin_country, variant.net_weight_g, variant.gross_weight_g, variant.length_mm, variant.width_mm,
    variant.height_mm, variant.attributes, variant.customs_description,
    variant.is_active and product.is_active
from catalog_variant as variant
join catalog_product as product on product.id = variant.product_id
join catalog_category as category on category.id = product.category_id
join lateral (
    select amount, currency from catalog_price
    where variant_id = variant.id and valid @> %s::date order by id limit 1
) as price on true
"""
BY_ID = "where variant.id = any(%s)"
BY_ID_OR_SKU = "where variant.id = any(%s) or variant.sku = any(%s)"
OF_PRODUCT = "where variant.product_id = %s and variant.is_active"
IN_ORDER = " order by variant.position, variant.sku"
JSON_COLUMNS = 4, 7, 12, 19


@dataclass(frozen=True, slots=True)
class VariantForSale:
    """A variant with the price in force today, in its own currency, before taxes and duties.

    ``name`` holds the product's name by language, ``options`` the chosen size or colour. ``hs6`` is empty
    while unclassified. Weights in grams, lengths in millimetres.
    """

    id: int
    sku: str
    product_id: int
    slug: str
    name: Mapping[str, str]
    art: str
    category_slug: str
    options: Mapping[str, Any]
    price: Money
    hs6: str
    hs_confidence: str
    national_codes: Mapping[str, str]
    origin_country: str
    net_weight_g: int
    gross_weight_g: int
    length_mm: int | None
    width_mm: int | None
    height_mm: int | None
    attributes: Mapping[str, Any]
    customs_description: str
    is_active: bool

    @property
    def is_classified(self) -> bool:
        return bool(self.hs6)

    def hs_code_for(self, country: str) -> str:
        """The longest code known for ``country``: its national code, else the HS6; empty if unclassified."""
        return str(self.national_codes.get(country) or self.hs6)


def variants_for_sale(variant_ids: Iterable[int], skus: Iterable[str] = ()) -> dict[int, VariantForSale]:
    """The variants with these ids or article numbers, by id, in one statement.

    Those unknown or without a price today are missing. ``is_active`` is false when the variant or its
    product has been taken off sale.
    """
    ids, numbers = list(variant_ids), list(skus)
    found = _priced(BY_ID_OR_SKU, ids, numbers) if numbers else _priced(BY_ID, ids)
    return {variant.id: variant for variant in found}


def sellable_variant_ids() -> list[int]:
    """The ids of all variants on sale."""
    on_sale = Variant.objects.filter(is_active=True, product__is_active=True)
    return list(on_sale.order_by("pk").values_list("pk", flat=True))


def variants_of_product(product_id: int) -> list[VariantForSale]:
    """The product's active variants with a price today, in display order; one statement."""
    return _priced(OF_PRODUCT, product_id)


def _priced(condition: str, *values: int | list[int] | list[str]) -> list[VariantForSale]:
    with connection.cursor() as cursor:
        cursor.execute(PRICED + condition + IN_ORDER, [timezone.now().date(), *values])
        return [_variant(list(row)) for row in cursor.fetchall()]


def _variant(row: list[Any]) -> VariantForSale:
    for place in JSON_COLUMNS:
        row[place] = json.loads(row[place])
    row[8:10] = [Money(*row[8:10])]
    return VariantForSale(*row)

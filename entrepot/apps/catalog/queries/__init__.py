"""Reads of the catalogue: lists, one product, variants as a sale needs them, and search."""

from entrepot.apps.catalog.queries.detail import ProductDetail, product_detail
from entrepot.apps.catalog.queries.lists import (
    CategoryRow,
    ProductCard,
    ProductPage,
    categories,
    forget,
    list_chosen,
    list_products,
)
from entrepot.apps.catalog.queries.sale import VariantForSale, sellable_variant_ids, variants_for_sale
from entrepot.apps.catalog.queries.search import SearchPage, search_products

__all__ = [
    "CategoryRow",
    "ProductCard",
    "ProductDetail",
    "ProductPage",
    "SearchPage",
    "VariantForSale",
    "categories",
    "forget",
    "list_chosen",
    "list_products",
    "product_detail",
    "search_products",
    "sellable_variant_ids",
    "variants_for_sale",
]

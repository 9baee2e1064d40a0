"""Change what buyers read about a product."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Category, Product
from entrepot.apps.catalog.services.reindex_search import reindex_search
from entrepot.kit.errors import invalid


@dataclass(frozen=True, slots=True)
class ProductTexts:
    """``name`` and ``description`` by language code; English is the name every buyer falls back to."""

    name: Mapping[str, str]
    description: Mapping[str, str]
    brand: str
    category: Category
    is_active: bool


@transaction.atomic
def save_product(*, product: Product, texts: ProductTexts) -> Product:
    """Write ``texts`` and renew the product's words in the search.

    Raises ``Refused`` for a product without an English name.
    """
    if not texts.name.get("en", "").strip():
        raise invalid("name_en", _("Give the product an English name."))
    product.name = {language: text.strip() for language, text in texts.name.items() if text.strip()}
    product.description = {language: text for language, text in texts.description.items() if text.strip()}
    product.brand = texts.brand
    product.category = texts.category
    product.is_active = texts.is_active
    product.save(update_fields=["name", "description", "brand", "category", "is_active", "updated_at"])
    reindex_search(product_ids=[product.pk])
    return product

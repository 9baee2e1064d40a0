"""Variants as a cart, a quote and a declaration need them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from entrepot.apps.catalog.models import Price
from entrepot.domain.money import Money

VARIANT_COLUMNS = (
    "id", "sku", "product_id", "options", "hs6", "hs_confidence", "national_codes", "origin_country",
    "net_weight_g", "gross_weight_g", "length_mm", "width_mm", "height_mm", "attributes",
    "customs_description", "is_active",
)  # fmt: skip
PRODUCT_COLUMNS = ("slug", "name", "art", "category__slug", "is_active")
COLUMNS = (
    *(f"variant__{column}" for column in VARIANT_COLUMNS),
    *(f"variant__product__{column}" for column in PRODUCT_COLUMNS),
    "amount",
    "currency",
)


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


def variants_for_sale(variant_ids: Iterable[int]) -> dict[int, VariantForSale]:
    """The variants by id, in one statement. Those unknown or without a price today are missing.

    ``is_active`` is false when the variant or its product has been taken off sale.
    """
    return {variant.id: variant for variant in priced_variants(Q(variant_id__in=list(variant_ids)))}


def priced_variants(condition: Q) -> list[VariantForSale]:
    """Variants by ``condition`` on their price rows, in display order, each with today's (oldest) price."""
    rows = (
        Price.objects.filter(condition, valid__contains=timezone.now().date())
        .order_by("variant__position", "variant__sku", "id")
        .values_list(*COLUMNS)
    )
    found: dict[int, VariantForSale] = {}
    for row in rows:
        if row[0] not in found:
            found[row[0]] = _variant(row)
    return list(found.values())


def _variant(row: tuple[Any, ...]) -> VariantForSale:
    own = dict(zip(VARIANT_COLUMNS, row, strict=False))
    slug, name, art, category_slug, product_active, amount, currency = row[len(VARIANT_COLUMNS) :]
    own["is_active"] = own["is_active"] and product_active
    return VariantForSale(
        slug=slug,
        name=name,
        art=art,
        category_slug=category_slug,
        price=Money(Decimal(amount), currency),
        **own,
    )

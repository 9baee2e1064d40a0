"""One product with all its variants."""

import json
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.utils.translation import get_language

from entrepot.apps.catalog.queries.lists import categories
from entrepot.apps.catalog.queries.sale import VariantForSale, variants_of_product
from entrepot.domain.money import Money
from entrepot.kit.texts import text_in

ON_SALE: Final = """
select id, slug, code, name, description, brand, art, ships_from, from_amount, currency, category_id
from catalog_product where slug = %s and is_active
"""


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """What a product page shows. ``trail`` leads from the top category to the product's own, (slug, name).

    ``variants`` are those on sale today, in display order; empty when none is. ``from_price`` is in the base
    currency, each variant's price in its own. Texts are in the language asked for.
    """

    id: int
    slug: str
    code: str
    name: str
    description: str
    brand: str
    art: str
    ships_from: str
    from_price: Money
    trail: list[tuple[str, str]]
    variants: list[VariantForSale]

    @property
    def is_classified(self) -> bool:
        """Whether every variant has its HS code, so that the product can cross a border."""
        return all(variant.is_classified for variant in self.variants)


def product_detail(slug: str, language: str | None = None) -> ProductDetail | None:
    """The product for sale under ``slug``, or ``None``; two statements."""
    wanted = language or get_language() or "en"
    with connection.cursor() as cursor:
        cursor.execute(ON_SALE, [slug])
        row = cursor.fetchone()
    if row is None:
        return None
    product_id, slug, code, name, description, brand, art, ships_from, amount, currency, category_id = row
    return ProductDetail(
        id=product_id,
        slug=slug,
        code=code,
        name=text_in(json.loads(name), wanted),
        description=text_in(json.loads(description), wanted),
        brand=brand,
        art=art,
        ships_from=ships_from,
        from_price=Money(amount, currency),
        trail=_trail(category_id, wanted),
        variants=variants_of_product(product_id),
    )


def _trail(category_id: int, language: str) -> list[tuple[str, str]]:
    rows = categories(language)
    by_slug = {row.slug: row for row in rows}
    trail: list[tuple[str, str]] = []
    above = next((row for row in rows if row.id == category_id), None)
    while above is not None:
        trail.insert(0, (above.slug, above.name))
        above = by_slug.get(above.parent)
    return trail

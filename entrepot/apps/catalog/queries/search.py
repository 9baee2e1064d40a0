"""Search over names, brands, categories and descriptions in English and Chinese."""

import json
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.db import connection

from entrepot.apps.catalog.queries.lists import ProductPage, cards_from
from entrepot.apps.catalog.queries.search_terms import Search, understand

# A product whose name holds the searcher's own words goes first; weights D, C, B, A of the text; popularity.
RANKED_AT_MOST = 400
FIND = """
with strict as materialized (
    select id, popularity from catalog_product where is_active and search @@ %(every)s::tsquery
), hits as materialized (
    select id, popularity from strict
    union all
    select id, popularity from catalog_product
    where is_active and search @@ %(any)s::tsquery and not exists (select from strict)
), best as (
    select id, popularity from hits order by popularity desc, id limit %(most)s
)
select product.id, product.slug, product.name, product.art, product.brand, category.slug,
    product.from_amount, product.currency, product.ships_from,
    exists (select from catalog_variant as variant
        where variant.product_id = product.id and variant.is_active and variant.hs6 = ''),
    (select count(*) from hits)
from best join catalog_product as product using (id)
join catalog_category as category on category.id = product.category_id
order by (product.search @@ %(own)s::tsquery)::int
    + 2 * ts_rank('{0.02, 0.1, 0.4, 1.0}', product.search, %(any)s::tsquery)
    + 0.05 * ln(1 + best.popularity) desc, product.id
limit %(size)s offset %(skip)s
"""


@dataclass(frozen=True, slots=True)
class SearchPage(ProductPage):
    """As ``ProductPage``; ``corrected`` is the text searched instead of a mistyped one, else ``None``."""

    corrected: str | None


def search_products(*, text: str, language: str | None = None, page: int = 1, size: int = 24) -> SearchPage:
    """Products with every word of ``text`` or its synonyms, the best first; with any word when none has all.

    Two statements, one more for words no product has. The best are sought among the 400 most popular hits,
    which also bounds the pages; ``total`` counts all hits. A page outside the range gives the first.
    """
    search = understand(text)
    if not search.groups:
        return SearchPage([], 0, 1, 1, search.corrected)
    page = max(1, page)
    rows = _find(search, page, size)
    if not rows and page > 1:
        page = 1
        rows = _find(search, page, size)
    total = rows[0][-1] if rows else 0
    pages = max(1, ceil(min(total, RANKED_AT_MOST) / size))
    cards = cards_from(((*row[:2], json.loads(row[2]), *row[3:-1]) for row in rows), language)
    return SearchPage(cards, total, page, pages, search.corrected)


def _find(search: Search, page: int, size: int) -> list[tuple[Any, ...]]:
    parameters: dict[str, str | int] = {
        "every": search.every_word,
        "any": search.any_word,
        "own": search.own_words,
        "most": RANKED_AT_MOST,
        "size": size,
        "skip": (page - 1) * size,
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND, parameters)
        return list(cursor.fetchall())

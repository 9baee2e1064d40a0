"""Search over names, brands, categories and descriptions in English and Chinese."""

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.db import connection

from entrepot.apps.catalog.queries.lists import CARDS, ProductPage, cards_from
from entrepot.apps.catalog.queries.search_terms import Search, understand

# A red wine is what is named so and is a wine; a glass for it is only named so. Then how often and where the
# words stand (weights D, C, B, A), then popularity, which must never outweigh the rest.
RANKED_AT_MOST = 400
FIND = """
with strict as materialized (
    select id, popularity from catalog_product where is_active and search @@ %(every)s::tsquery{among}
), hits as materialized (
    select id, popularity from strict
    union all
    select id, popularity from catalog_product
    where is_active and search @@ %(any)s::tsquery and not exists (select from strict){among}
), best as (
    select id, popularity from hits order by popularity desc, id limit %(most)s
), page as (
    select id, row_number() over (order by score desc, id) as place from (
        select best.id,
            0.6 * (product.search @@ %(name)s::tsquery)::int
            + 0.8 * (product.search @@ %(kind)s::tsquery)::int
            + 2 * ts_rank('{{0.02, 0.1, 0.4, 1.0}}', product.search, %(any)s::tsquery)
            + 0.02 * ln(1 + best.popularity) as score
        from best join catalog_product as product using (id)
    ) as ranked
    order by score desc, id limit %(size)s offset %(skip)s
)
"""
COUNTED = CARDS.replace("\nfrom page", ", (select count(*) from hits)\nfrom page")
ANYWHERE = FIND.format(among="") + COUNTED
AMONG = FIND.format(among=" and id = any(%(among)s::bigint[])") + COUNTED


@dataclass(frozen=True, slots=True)
class SearchPage(ProductPage):
    """As ``ProductPage``; ``corrected`` is the text searched instead of a mistyped one, else ``None``."""

    corrected: str | None


def search_products(
    *,
    text: str,
    among: Collection[int] | None = None,
    language: str | None = None,
    page: int = 1,
    size: int = 24,
) -> SearchPage:
    """Products with every word of ``text`` or its synonyms, the best first; with any word when none has all.

    Two statements, one more for words no product has. The best are sought among the 400 most popular hits,
    which also bounds the pages; ``total`` counts all hits. A page outside the range gives the first.
    ``among`` are the ids of products to keep to.
    """
    search = understand(text)
    if not search.groups:
        return SearchPage([], 0, 1, 1, search.corrected)
    page = max(1, page)
    rows = _find(search, among, page, size)
    if not rows and page > 1:
        page = 1
        rows = _find(search, among, page, size)
    total = rows[0][-1] if rows else 0
    pages = max(1, ceil(min(total, RANKED_AT_MOST) / size))
    cards = cards_from((row[:-1] for row in rows), language)
    return SearchPage(cards, total, page, pages, search.corrected)


def _find(search: Search, among: Collection[int] | None, page: int, size: int) -> list[tuple[Any, ...]]:
    parameters: dict[str, Any] = {
        "every": search.every_word,
        "any": search.any_word,
        "name": search.name_has_own_words,
        "kind": search.kind_has_a_word,
        "most": RANKED_AT_MOST,
        "size": size,
        "skip": (page - 1) * size,
    }
    if among is not None:
        parameters["among"] = list(among)
    with connection.cursor() as cursor:
        cursor.execute(ANYWHERE if among is None else AMONG, parameters)
        return list(cursor.fetchall())

"""Categories and pages of product cards."""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import ceil
from typing import Any, Literal

from django.db import connection
from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Category, Product
from entrepot.domain.money import Money
from entrepot.kit.errors import not_found
from entrepot.kit.recent import Recent
from entrepot.kit.texts import text_in

Sort = Literal["popular", "new", "price", "-price"]
EVERYTHING = ""
ORDERS: dict[str, str] = {
    "popular": "popularity desc, id",
    "new": "id desc",
    "price": "from_amount, id",
    "-price": "from_amount desc, id desc",
}
# The columns of a card, for the products numbered in "page".
CARDS = """
select product.id, product.slug, product.name, product.art, product.brand, category.slug,
    product.from_amount, product.currency, product.ships_from,
    not exists (select from catalog_variant as variant
        where variant.product_id = product.id and variant.is_active and variant.hs6 = '')
from page join catalog_product as product using (id)
join catalog_category as category on category.id = product.category_id
order by page.place
"""
LIST = """
with page as (
    select id, row_number() over (order by {order}) as place from catalog_product
    where is_active and {kept} = any(%s)
    order by {order} limit %s offset %s
)
"""


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """``name`` in the language asked for; ``products`` counts those for sale in it and below it."""

    id: int
    slug: str
    parent: str
    name: str
    art: str
    products: int


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product as a list shows it. ``from_price`` is in the base currency, before taxes and duties.

    ``ships_from`` is a country code. ``is_classified`` is false while a variant lacks its HS code, so that
    it cannot cross a border yet.
    """

    id: int
    slug: str
    name: str
    art: str
    brand: str
    category_slug: str
    from_price: Money
    ships_from: str
    is_classified: bool


@dataclass(frozen=True, slots=True)
class ProductPage:
    cards: list[ProductCard]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Tree:
    """All categories; by slug the ids of each and its descendants, and their products for sale."""

    rows: list[dict[str, Any]]
    members: dict[str, list[int]]
    counts: Counter[str]


def categories(language: str | None = None) -> list[CategoryRow]:
    """All categories in their order, parents (``parent`` is "") and children alike."""
    wanted = language or get_language() or "en"
    tree = _tree["all"]
    return [
        CategoryRow(
            id=row["id"],
            slug=row["slug"],
            parent=row["parent__slug"] or "",
            name=text_in(row["name"], wanted),
            art=row["art"],
            products=tree.counts[row["slug"]],
        )
        for row in tree.rows
    ]


def list_products(
    *,
    category_slug: str = "",
    page: int = 1,
    size: int = 24,
    sort: Sort = "popular",
    language: str | None = None,
) -> ProductPage:
    """One page of products for sale, of a category and below it or of all; one statement (counts are kept).

    A page outside the range gives the nearest one. Raises ``Refused`` (404) for an unknown category.
    """
    tree = _tree["all"]
    slug = category_slug or EVERYTHING
    if slug not in tree.members:
        raise not_found(_("There is no category “%(slug)s”.") % {"slug": category_slug})
    total = tree.counts[slug]
    pages = max(1, ceil(total / size))
    page = min(max(1, page), pages)
    with connection.cursor() as cursor:
        statement = LIST.format(order=ORDERS[sort], kept="category_id") + CARDS
        cursor.execute(statement, [tree.members[slug], size, (page - 1) * size])
        return ProductPage(cards_from(cursor.fetchall(), language), total, page, pages)


def list_chosen(
    *, ids: Collection[int], page: int = 1, size: int = 24, language: str | None = None
) -> ProductPage:
    """One page of those products of ``ids`` that are for sale, the most popular first; two statements."""
    total = Product.objects.filter(is_active=True, id__in=ids).count()
    pages = max(1, ceil(total / size))
    page = min(max(1, page), pages)
    with connection.cursor() as cursor:
        statement = LIST.format(order=ORDERS["popular"], kept="id") + CARDS
        cursor.execute(statement, [list(ids), size, (page - 1) * size])
        return ProductPage(cards_from(cursor.fetchall(), language), total, page, pages)


def cards_from(rows: Iterable[tuple[Any, ...]], language: str | None) -> list[ProductCard]:
    """The cards of rows that ``CARDS`` selected."""
    wanted = language or get_language() or "en"
    return [
        ProductCard(
            id, slug, text_in(json.loads(name), wanted), art, brand, category, Money(amount, currency),
            country, is_classified,
        )
        for id, slug, name, art, brand, category, amount, currency, country, is_classified in rows
    ]  # fmt: skip


def forget() -> None:
    """Read categories and counts anew at the next request (used after loading)."""
    _tree.forget()


def _load_tree(_key: str) -> _Tree:
    found = (
        Category.objects.order_by("position", "slug")
        .annotate(own=Count("products", filter=Q(products__is_active=True)))
        .values("id", "slug", "parent_id", "parent__slug", "name", "art", "own")
    )
    rows: list[dict[str, Any]] = [dict(row) for row in found]
    by_id = {row["id"]: row for row in rows}
    members: dict[str, list[int]] = {row["slug"]: [] for row in rows}
    counts: Counter[str] = Counter()
    for row in rows:
        above: dict[str, Any] | None = row
        while above is not None:
            members[above["slug"]].append(row["id"])
            counts[above["slug"]] += row["own"]
            above = by_id.get(above["parent_id"])
    members[EVERYTHING] = list(by_id)
    counts[EVERYTHING] = sum(row["own"] for row in rows)
    return _Tree(rows, members, counts)


_tree: Recent[str, _Tree] = Recent(_load_tree)

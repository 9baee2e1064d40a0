"""Categories and pages of product cards."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any, Literal

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Category, Product, Variant
from entrepot.domain.money import Money
from entrepot.kit.errors import not_found
from entrepot.kit.recent import Recent
from entrepot.kit.texts import text_in

Sort = Literal["popular", "new", "price", "-price"]
ORDERS: dict[str, tuple[str, ...]] = {
    "popular": ("-popularity", "id"),
    "new": ("-id",),
    "price": ("from_amount", "id"),
    "-price": ("-from_amount", "-id"),
}
CARD_COLUMNS = (
    "id", "slug", "name", "art", "brand", "category__slug", "from_amount", "currency", "ships_from",
)  # fmt: skip


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
    """All categories with the ids of each and its descendants, and how many products each counts."""

    rows: list[dict[str, Any]]
    members: dict[str, list[int]]
    counts: Counter[str]
    total: int


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
    products = Product.objects.filter(is_active=True)
    total = tree.total
    if category_slug:
        members = tree.members.get(category_slug)
        if members is None:
            raise not_found(_("There is no category “%(slug)s”.") % {"slug": category_slug})
        products = products.filter(category_id__in=members) if len(members) > 1 else products.filter(
            category_id=members[0]
        )  # fmt: skip
        total = tree.counts[category_slug]
    pages = max(1, ceil(total / size))
    page = min(max(1, page), pages)
    rows = (
        products.order_by(*ORDERS[sort])
        .annotate(unclassified=Exists(Variant.objects.filter(product=OuterRef("pk"), is_active=True, hs6="")))
        .values_list(*CARD_COLUMNS, "unclassified")[(page - 1) * size : page * size]
    )
    return ProductPage(cards_from(rows, language), total, page, pages)


def cards_from(rows: Iterable[tuple[Any, ...]], language: str | None) -> list[ProductCard]:
    """Cards of rows holding ``CARD_COLUMNS`` and whether a variant is unclassified."""
    wanted = language or get_language() or "en"
    return [
        ProductCard(
            id, slug, text_in(name, wanted), art, brand, category, Money(Decimal(amount), currency), country,
            not unclassified,
        )
        for id, slug, name, art, brand, category, amount, currency, country, unclassified in rows
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
    return _Tree(rows, members, counts, sum(row["own"] for row in rows))


_tree: Recent[str, _Tree] = Recent(_load_tree)

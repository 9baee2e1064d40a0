"""Home, categories, search and product pages: to be read by anyone, also without scripts."""

from typing import Any, Literal, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entrepot.apps.catalog.queries import (
    CategoryRow,
    SearchPage,
    categories,
    list_chosen,
    list_products,
    search_products,
)
from entrepot.apps.checkout.queries import countries_reached_by, products_coming_by
from entrepot.apps.lanes.queries import modes_sought
from entrepot.kit.texts import text_in
from entrepot.web.pictures import art_url
from entrepot.web.places import country_name
from entrepot.web.storefront.cards import PAGE_SIZE, cards, is_kept_home, pages
from entrepot.web.storefront.cookies import ship_to
from entrepot.web.storefront.frame import page
from entrepot.web.storefront.views.product_context import product_context

Sort = Literal["popular", "new", "price", "-price"]
HOME_PRODUCTS = 12
LONGEST_QUERY = 200
MOST_COUNTRIES = 3
EAGER = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the shop is, its categories, and what is bought most; last what cannot be sent there yet."""
    buyer = ship_to(request)
    popular = list_products(size=HOME_PRODUCTS)
    shown = sorted(popular.cards, key=lambda card: is_kept_home(card, buyer))
    context = {
        "products": cards(shown, buyer),
        "category_tiles": [_tile(row) for row in categories() if not row.parent and row.products],
        "article_count": popular.total,
    }
    return page(request, "storefront/home.html", context)


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """The products of a category and below it, sorted, page by page."""
    rows = {row.slug: row for row in categories()}
    own = rows.get(slug)
    if own is None:
        raise Http404
    sort = _sort(request)
    found = list_products(category_slug=slug, page=_page_number(request), size=PAGE_SIZE, sort=sort)
    top = own.parent or own.slug
    parent = rows.get(own.parent)
    crumbs = [{"label": _("Home"), "url": reverse("storefront:home")}]
    if parent:
        crumbs.append({"label": parent.name, "url": reverse("storefront:category", args=[parent.slug])})
    context = {
        "category": own,
        "crumbs": [*crumbs, {"label": own.name, "url": ""}],
        "current_category": top,
        "siblings": [_tile(row) for row in rows.values() if row.parent == top and row.products],
        "top": _tile(rows[top]),
        "products": cards(found.cards, ship_to(request), eager=EAGER),
        "total": found.total,
        "page_obj": pages(found),
        "sort": sort,
        "sorts": _sorts(),
    }
    return page(request, "storefront/category.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Products for words in English or Chinese; says when a word was mended."""
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_QUERY]
    context: dict[str, Any] = {"query": text}
    if text:
        context |= _found(request, text)
    if not context.get("products"):
        context["category_tiles"] = [_tile(row) for row in categories() if not row.parent and row.products]
    return page(request, "storefront/search.html", context)


def _found(request: HttpRequest, text: str) -> dict[str, Any]:
    """What a search finds; words that name a way of delivery ("bonded") keep to what comes to the buyer so.

    Where nothing does, the other words are searched alone. ``everything`` in the address ignores such words.
    """
    buyer, number = ship_to(request), _page_number(request)
    modes, rest = ([], text) if "everything" in request.GET else modes_sought(text)
    codes = [mode.code for mode in modes]
    among = products_coming_by(codes, buyer.country) if modes else None
    reached = countries_reached_by(codes)[:MOST_COUNTRIES] if modes and not among else []
    found = (
        list_chosen(ids=among, page=number, size=PAGE_SIZE)
        if among and not rest
        else search_products(text=rest, among=among or None, page=number, size=PAGE_SIZE)
    )
    return {
        "ways": [text_in(mode.name) for mode in modes],
        "comes_so": bool(among),
        "reached": [country_name(code) for code in reached],
        "country": country_name(buyer.country),
        "products": cards(found.cards, buyer, eager=EAGER),
        "total": found.total,
        "corrected": found.corrected if isinstance(found, SearchPage) else None,
        "page_obj": pages(found),
    }


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """A product with its variants, customs facts, and cost at the door."""
    return page(request, "storefront/product.html", product_context(request, slug))


def _tile(row: CategoryRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "slug": row.slug,
        "url": reverse("storefront:category", args=[row.slug]),
        "image_url": art_url(row.slug),
        "products": row.products,
    }


def _sort(request: HttpRequest) -> Sort:
    wanted = request.GET.get("sort", "")
    return cast(Sort, wanted) if wanted in dict(_sorts()) else "popular"


def _sorts() -> list[tuple[str, str]]:
    return [
        ("popular", _("Most bought")),
        ("new", _("Newest")),
        ("price", _("Lowest price")),
        ("-price", _("Highest price")),
    ]


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1

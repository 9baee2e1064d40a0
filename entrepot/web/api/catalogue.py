"""Reading the catalogue needs no key."""

from typing import Annotated

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query, Router

from entrepot.apps.catalog.queries import (
    ProductCard,
    categories,
    list_products,
    product_detail,
    search_products,
)
from entrepot.apps.catalog.queries.lists import Sort
from entrepot.apps.checkout.queries import landed_from
from entrepot.apps.inventory.queries import availability
from entrepot.apps.markets.queries import convert
from entrepot.domain.money import Money
from entrepot.web.api.problems import Problem
from entrepot.web.api.schemas import (
    CardOut,
    CategoryOut,
    LandedFromOut,
    MaybeCountry,
    MaybeCurrency,
    MoneyOut,
    PageOut,
    ProductOut,
    VariantOut,
)

router = Router(tags=["catalogue"])
Page = Annotated[int, Query(ge=1, le=10_000)]


@router.get("/categories", response=list[CategoryOut])
def read_categories(request: HttpRequest) -> list[CategoryOut]:
    """All categories, parents before their children."""
    rows = categories(get_language())
    return [CategoryOut(slug=r.slug, parent=r.parent, name=r.name, products=r.products) for r in rows]


@router.get("/products", response={200: PageOut, 404: Problem, 409: Problem, 422: Problem})
def read_products(
    request: HttpRequest,
    page: Page = 1,
    category: str = "",
    sort: Sort = "popular",
    currency: MaybeCurrency = "",
    country: MaybeCountry = "",
) -> PageOut:
    """24 products a page, of a category and below it or of all; prices in ``currency`` when given.

    With ``country`` also what each costs at a door there, where that has been worked out today.
    """
    found = list_products(category_slug=category, page=page, sort=sort, language=get_language())
    return PageOut(
        products=_cards(found.cards, currency, country),
        total=found.total, page=found.page, pages=found.pages,
    )  # fmt: skip


@router.get("/search", response={200: PageOut, 409: Problem, 422: Problem})
def search(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200)],
    page: Page = 1,
    currency: MaybeCurrency = "",
    country: MaybeCountry = "",
) -> PageOut:
    """Search in Chinese and English; a typo is mended and told in ``corrected``."""
    found = search_products(text=q, language=get_language(), page=page)
    return PageOut(
        products=_cards(found.cards, currency, country),
        total=found.total, page=found.page, pages=found.pages, corrected=found.corrected,
    )  # fmt: skip


@router.get("/products/{slug}", response={200: ProductOut, 404: Problem, 409: Problem, 422: Problem})
def read_product(request: HttpRequest, slug: str, currency: MaybeCurrency = "") -> ProductOut:
    """One product with its variants, their customs attributes and what is available now."""
    product = product_detail(slug, get_language())
    if product is None:
        raise Http404
    stock = availability([variant.id for variant in product.variants])
    variants = []
    for variant in product.variants:
        levels = [level for level in stock if level.variant_id == variant.id]
        variants.append(
            VariantOut(
                id=variant.id, sku=variant.sku, options=dict(variant.options),
                price=_in(variant.price, currency),
                hs6=variant.hs6, hs_confidence=variant.hs_confidence, origin_country=variant.origin_country,
                net_weight_g=variant.net_weight_g, available=sum(level.available for level in levels),
                stock_as_of=max((level.synced_at for level in levels), default=None),
            )
        )  # fmt: skip
    return ProductOut(
        slug=product.slug, name=product.name, description=product.description, brand=product.brand,
        ships_from=product.ships_from, variants=variants,
    )  # fmt: skip


def _cards(found: list[ProductCard], currency: str, country: str) -> list[CardOut]:
    landed = landed_from((card.id for card in found), country) if country else {}
    return [
        CardOut(
            slug=card.slug, name=card.name, brand=card.brand, category=card.category_slug,
            from_price=_in(card.from_price, currency), ships_from=card.ships_from,
            classified=card.is_classified,
            landed_from=LandedFromOut.of(landed[card.id]) if card.id in landed else None,
        )
        for card in found
    ]  # fmt: skip


def _in(price: Money, currency: str) -> MoneyOut:
    return MoneyOut.of(convert(price, currency or price.currency, timezone.now().date()))

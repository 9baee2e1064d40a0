"""Products as cards, priced in the buyer's currency."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.catalog.queries import ProductCard, ProductPage
from entrepot.apps.markets.queries import convert
from entrepot.kit.errors import Refused
from entrepot.web.pictures import art_url
from entrepot.web.places import country_name
from entrepot.web.storefront.cookies import ShipTo
from entrepot.web.templatetags.entrepot_ui import money

PAGE_SIZE = 24


def cards(found: Iterable[ProductCard], buyer: ShipTo) -> list[dict[str, Any]]:
    """What ``components/product_card.html`` expects. Unclassified goods from abroad are marked."""
    return [_card(card, buyer) for card in found]


def pages(found: ProductPage) -> Page[int]:
    """The page numbers of a list whose rows were already chosen."""
    return Paginator(range(found.pages), 1).page(found.page)


def _card(card: ProductCard, buyer: ShipTo) -> dict[str, Any]:
    badges = []
    if not card.is_classified and card.ships_from != buyer.country:
        badges.append({"label": _("Not sent abroad yet"), "kind": "wait"})
    return {
        "name": card.name,
        "url": reverse("storefront:product", args=[card.slug]),
        "image_url": art_url(card.art),
        "price_text": price_text(card, buyer.currency),
        "ships_from_text": _("Ships from %(country)s") % {"country": country_name(card.ships_from)}
        if card.ships_from
        else "",
        "badges": badges,
    }


def price_text(card: ProductCard, currency: str) -> str:
    """In the buyer's currency; in the shop's own when there is no rate for it."""
    try:
        return money(convert(card.from_price, currency, timezone.now().date()))
    except Refused:
        return money(card.from_price)

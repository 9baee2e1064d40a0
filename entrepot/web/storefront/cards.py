"""Products as cards, priced in the buyer's currency."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entrepot.apps.catalog.queries import ProductCard, ProductPage
from entrepot.apps.checkout.queries import landed_from
from entrepot.apps.markets.queries import fx_rate
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from entrepot.web.pictures import art_url
from entrepot.web.storefront.cookies import ShipTo
from entrepot.web.storefront.door_price import DoorPrice, door_words
from entrepot.web.storefront.way_words import origin_words
from entrepot.web.templatetags.entrepot_ui import money

PAGE_SIZE = 24
CARDS_KEPT = 4_096


def cards(found: Iterable[ProductCard], buyer: ShipTo, *, eager: int = 0) -> list[SafeString]:
    """The cards rendered, with what each costs at the buyer's door; ``eager`` pictures loaded at once."""
    language = get_language() or "en"
    shown = list(found)
    landed = landed_from((card.id for card in shown), buyer.country)
    rates = _Rates(buyer.currency)
    rendered = []
    for number, card in enumerate(shown):
        own = landed.get(card.id)
        door = DoorPrice(own, rates[own.landed.currency]) if own else None
        rendered.append(
            _rendered(card, buyer, rates[card.from_price.currency], door, language, number < eager)
        )
    return rendered


def is_kept_home(card: ProductCard, buyer: ShipTo) -> bool:
    """Without a customs code it may not cross a border."""
    return not card.is_classified and card.ships_from != buyer.country


def pages(found: ProductPage) -> Page[int]:
    """The page numbers of a list whose rows were already chosen."""
    return Paginator(range(found.pages), 1).page(found.page)


@lru_cache(CARDS_KEPT)
def _rendered(
    card: ProductCard,
    buyer: ShipTo,
    rate: Decimal | None,
    door: "DoorPrice | None",
    language: str,
    is_eager: bool,
) -> SafeString:
    """All that a card shows follows from what is given, ``language`` being the active one: never stale."""
    shown = {"product": _card(card, buyer, rate, door), "eager": is_eager}
    return render_to_string("components/product_card.html", shown)


def _card(card: ProductCard, buyer: ShipTo, rate: Decimal | None, door: DoorPrice | None) -> dict[str, Any]:
    badges = []
    if door and not door.of.is_in_stock:
        badges.append({"label": _("Sold out"), "kind": "bad"})
    elif door and door.of.is_bought:
        badges.append({"label": _("Bought for you after you order"), "kind": "info"})
    elif not door and is_kept_home(card, buyer):
        badges.append({"label": _("Not sent abroad yet"), "kind": "wait"})
    return {
        "name": card.name,
        "url": reverse("storefront:product", args=[card.slug]),
        "image_url": art_url(card.art),
        "price_text": money(_price(card, buyer, rate, door)),
        "ships_from_text": _origin(card, door),
        "door_text": door_words(door, buyer) if door else "",
        "badges": badges,
    }


def _origin(card: ProductCard, door: DoorPrice | None) -> str:
    """Of the way to this buyer, where that is known; else of the article's first place."""
    if door and door.of.is_sold:
        return origin_words(door.of.ships_from, from_bond=door.of.from_bond)
    return origin_words(card.ships_from, from_bond=False) if card.ships_from else ""


def _price(card: ProductCard, buyer: ShipTo, rate: Decimal | None, door: DoorPrice | None) -> Money:
    """What the door price has for the goods, to the cent; the lowest price converted where there is none."""
    if door and door.of.is_sold and door.of.goods.currency == buyer.currency:
        return door.of.goods
    return card.from_price.converted(rate, buyer.currency) if rate else card.from_price


class _Rates(dict[str, Decimal | None]):
    """Today's rates into one currency; ``None``: there is none, and prices stay in their own currency."""

    def __init__(self, currency: str) -> None:
        self._currency = currency

    def __missing__(self, base: str) -> Decimal | None:
        try:
            self[base] = fx_rate(base, self._currency, timezone.now().date()).rate
        except Refused:
            self[base] = None
        return self[base]

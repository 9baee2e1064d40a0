"""One product as its page shows it, with what it costs at the door of the chosen country."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from entrepot.apps.catalog.queries import ProductDetail, VariantForSale, product_detail
from entrepot.apps.checkout.queries import landed_preview
from entrepot.apps.checkout.words import why_blocked
from entrepot.apps.inventory.queries import availability
from entrepot.apps.lanes.queries import gives_local_number, leaves_bond
from entrepot.apps.markets.queries import convert
from entrepot.apps.purchasing.models import BuyerListing
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from entrepot.kit.towns import town_name
from entrepot.web.storefront.cookies import ShipTo
from entrepot.web.storefront.deposits import deposit_view
from entrepot.web.storefront.landed import landed_cost
from entrepot.web.storefront.queries.bonded_towns import bonded_town


@dataclass(frozen=True, slots=True)
class Place:
    """A country with pieces of the article, and when that was last heard."""

    country: str
    available: int
    by_supplier: bool
    synced_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """From where, by what, and when it would arrive. ``town`` is that of a bonded warehouse."""

    ships_from: str
    from_bond: bool
    town: str
    lane_name: Mapping[str, str]
    promised_from: date
    promised_to: date
    crosses_border: bool
    by_supplier: bool
    tracked_locally: bool
    duties_included: bool


@dataclass(frozen=True, slots=True)
class ProductPageData:
    """``plan`` is what one piece costs at the door; ``blocked`` a sentence when it cannot be sent there.

    ``bought_in`` is the town where a buyer abroad gets it once it is ordered, and ``deposit`` what is paid
    then; such goods are nowhere in stock.
    """

    product: ProductDetail
    chosen: VariantForSale
    price: Money
    places: list[Place]
    plan: Mapping[str, Any]
    delivery: Delivery | None
    blocked: str
    bought_in: str
    deposit: Mapping[str, Any] | None

    @property
    def landed(self) -> dict[str, Any] | None:
        """``plan`` in words; ``None`` when it cannot be sent."""
        return landed_cost(self.plan) if self.plan["consignments"] else None

    @property
    def available(self) -> int:
        return sum(place.available for place in self.places)

    @property
    def as_of(self) -> datetime | None:
        """The oldest news that the stock figure rests on."""
        return min((place.synced_at for place in self.places if place.available), default=None)


def product_page(slug: str, sku: str, buyer: ShipTo) -> ProductPageData | None:
    """The page of ``slug`` with the variant ``sku`` chosen (the first when empty or unknown).

    ``None`` when there is no such product for sale. At most six statements.
    """
    product = product_detail(slug)
    if product is None or not product.variants:
        return None
    chosen = next((variant for variant in product.variants if variant.sku == sku), product.variants[0])
    levels = availability([chosen.id])
    places = [
        Place(level.country, level.available, bool(level.supplier_code), level.synced_at) for level in levels
    ]
    plan = landed_preview(variant_id=chosen.id, quantity=1, country=buyer.country, currency=buyer.currency)
    sent = bool(plan["consignments"])
    return ProductPageData(
        product=product,
        chosen=chosen,
        price=_price(chosen, buyer.currency),
        places=places,
        plan=plan,
        delivery=_delivery(plan["consignments"][0]) if sent else None,
        blocked="" if sent else _why(plan),
        bought_in=_bought_in(chosen.id) if any(level.kind == "buyer" for level in levels) else "",
        deposit=deposit_view(plan),
    )


def _bought_in(variant_id: int) -> str:
    listing = BuyerListing.objects.filter(variant=variant_id).first()
    return town_name(listing.place) if listing else ""


def _price(variant: VariantForSale, currency: str) -> Money:
    try:
        return convert(variant.price, currency, timezone.now().date())
    except Refused:
        return variant.price


def _delivery(each: Mapping[str, Any]) -> Delivery:
    return Delivery(
        ships_from=each["ships_from"],
        from_bond=leaves_bond(each["mode"]),
        town=bonded_town(each["warehouse"]) if leaves_bond(each["mode"]) else "",
        lane_name=each["lane_name"],
        promised_from=date.fromisoformat(each["promised_from"]),
        promised_to=date.fromisoformat(each["promised_to"]),
        crosses_border=each["crosses_border"],
        by_supplier=bool(each["supplier"]),
        tracked_locally=gives_local_number(each["mode"]),
        duties_included=each["incoterm"] == "DDP",
    )


def _why(plan: Mapping[str, Any]) -> str:
    return " ".join(why_blocked(line["reason"], line["facts"]) for line in plan["blocked"])

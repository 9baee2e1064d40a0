"""The landed prices that lists show: written by ``price_listings``, read here."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from entrepot.apps.checkout.models import LandedPrice
from entrepot.apps.lanes.models import Lane
from entrepot.domain.money import Money
from entrepot.kit.recent import Recent

PAGES_KEPT = 2_000
# Of each product the variant that can be had for least: sold at all, in stock, known in full, cheapest.
OF_PRODUCTS = """
select distinct on (variant.product_id) variant.product_id, price.goods, price.landed, list.currency,
    price.status, price.is_in_stock, price.due_on_delivery > 0, price.ships_from,
    coalesce((mode.config ->> 'leaves_bond')::boolean, false),
    coalesce((mode.config ->> 'deposit_share')::numeric, 0) > 0, price.reason, price.facts
from checkout_landedpricelist list
join checkout_landedprice price on price.price_list_id = list.country
join catalog_variant variant on variant.id = price.variant_id
left join lanes_lane lane on lane.code = price.lane
left join lanes_fulfilmentmode mode on mode.id = lane.mode_id
where list.country = %s and list.valid_on = %s and variant.product_id = any(%s)
order by variant.product_id, price.status = 'blocked', not price.is_in_stock, price.status = 'partial',
    price.landed, variant.id
"""


@dataclass(frozen=True, slots=True)
class LandedFrom:
    """The least that one piece of a product costs at a door; or ``reason`` and ``facts``: why it is not sold.

    ``goods`` is the part of ``landed`` that the shop asks for the piece. ``status`` is that of the landed
    cost, or ``blocked``. ``due_later``: a part is paid on delivery. ``ships_from`` is the country of its
    way to this door, ``from_bond`` whether it lies under bond there, ``is_bought`` whether it is bought only
    after it was ordered.
    """

    goods: Money
    landed: Money
    status: str
    is_in_stock: bool
    due_later: bool
    ships_from: str
    from_bond: bool
    is_bought: bool
    reason: str
    facts: tuple[tuple[str, str], ...]

    @property
    def is_sold(self) -> bool:
        return self.status != "blocked"


def landed_from(product_ids: Iterable[int], country: str) -> dict[int, LandedFrom]:
    """By product, delivered to ``country``; missing while there are no prices of today. One statement,
    kept for some seconds."""
    return _pages[tuple(product_ids), country, timezone.now().date()]


def products_coming_by(modes: Collection[str], country: str) -> list[int]:
    """Ids of the products whose cheapest way to a door in ``country`` is of one of the modes (codes), by the
    prices worked out last. One statement."""
    return list(
        LandedPrice.objects.filter(
            price_list=country, lane__in=Lane.objects.filter(mode__code__in=modes).values("code")
        )
        .exclude(status="blocked")
        .values_list("variant__product_id", flat=True)
        .distinct()
    )


def countries_reached_by(modes: Collection[str]) -> list[str]:
    """Countries (codes) to whose doors most products come by one of the modes first. One statement."""
    coming = LandedPrice.objects.filter(lane__in=Lane.objects.filter(mode__code__in=modes).values("code"))
    found = coming.exclude(status="blocked").values("price_list_id").annotate(products=Count("variant_id"))
    return list(found.order_by("-products", "price_list_id").values_list("price_list_id", flat=True))


def forget() -> None:
    """Read anew at the next request (used by tests)."""
    _pages.forget()


def _load(key: tuple[tuple[int, ...], str, date]) -> dict[int, LandedFrom]:
    product_ids, country, on = key
    with connection.cursor() as cursor:
        cursor.execute(OF_PRODUCTS, [country, on, list(product_ids)])
        rows = cursor.fetchall()
    return {
        product_id: LandedFrom(
            Money(goods, currency).rounded(), Money(landed, currency).rounded(), status, in_stock, later,
            ships_from, from_bond, bought, reason, tuple(sorted(json.loads(facts).items())),
        )
        for product_id, goods, landed, currency, status, in_stock, later, ships_from, from_bond, bought,
            reason, facts in rows
    }  # fmt: skip


_pages: Recent[tuple[tuple[int, ...], str, date], dict[int, LandedFrom]] = Recent(_load, limit=PAGES_KEPT)

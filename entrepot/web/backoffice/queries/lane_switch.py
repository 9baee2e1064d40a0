"""What a change of lanes, modes or routing rules would do: tried in a transaction that is undone."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from django.db import transaction
from django.utils import timezone

from entrepot.apps.checkout.models import Quote
from entrepot.apps.checkout.queries.goods import goods
from entrepot.apps.checkout.queries.plan import plan_basket
from entrepot.apps.lanes.queries import fresh_lane_book
from entrepot.apps.markets.queries import convert, open_countries
from entrepot.domain.duties import ImporterKind, Place
from entrepot.domain.money import Money
from entrepot.domain.sourcing.freight import TooHeavy, freight
from entrepot.domain.sourcing.lanes import Lane, LaneBook
from entrepot.domain.sourcing.weights import Load
from entrepot.kit.errors import Refused
from entrepot.kit.texts import text_in

SAMPLE_GRAMS = (500, 2_000)
MOST_QUOTES = 30
MOST_ROWS = 60
ORDERS_OF_DAYS = 30
ANY_GOODS = ("",)


@dataclass(frozen=True)
class Way:
    """The cheapest lane for a sample parcel, its freight in the lane's currency and its days."""

    lane: Lane
    price: Money


@dataclass(frozen=True)
class DestinationChange:
    """``before`` and ``after`` for a parcel of ``grams`` of goods at one origin in warehouses of these kinds;
    none where nothing goes."""

    origin: str
    stock_kinds: tuple[str, ...]
    destination: str
    grams: int
    before: Way | None
    after: Way | None


@dataclass(frozen=True)
class QuoteChange:
    """A quote made anew: totals and the names of lanes before and after; no total when it can no longer be
    sent."""

    quote: Quote
    before: Money
    after: Money | None
    lanes_before: list[str]
    lanes_after: list[str]
    difference: Money | None


@dataclass(frozen=True)
class SwitchEffects:
    """``untold`` destinations are left out of a long list. ``quotes_tried`` open quotes, and the quotes of
    ``orders_tried`` orders of the last ``ORDERS_OF_DAYS`` days, were made anew from the stock of today."""

    destinations: list[DestinationChange]
    untold: int
    quotes: list[QuoteChange]
    quotes_tried: int
    orders: list[QuoteChange]
    orders_tried: int


def switch_effects(
    change: Callable[[], Any], *, on: date | None = None, categories: Collection[str] = ANY_GOODS
) -> SwitchEffects:
    """What ``change`` (which writes to lanes, modes or rules) would do ``on`` a day (today) for goods of
    ``categories``. Nothing of it stays, and nobody else sees it meanwhile."""
    now = timezone.now()
    day = on or now.date()
    quotes = Quote.objects.order_by("-created_at")
    open_now = list(quotes.filter(expires_at__gt=now, order_number="")[:MOST_QUOTES])
    since = now - timedelta(days=ORDERS_OF_DAYS)
    ordered = list(quotes.filter(created_at__gte=since).exclude(order_number="")[:MOST_QUOTES])
    before = fresh_lane_book(day)
    with transaction.atomic():
        change()
        after = fresh_lane_book(day)
        transaction.set_rollback(True)
    destinations = _destination_changes(before, after, categories)
    return SwitchEffects(
        destinations[:MOST_ROWS], max(len(destinations) - MOST_ROWS, 0),
        _quote_changes(open_now, before, after), len(open_now),
        _quote_changes(ordered, before, after), len(ordered),
    )  # fmt: skip


def _quote_changes(quotes: Sequence[Quote], before: LaneBook, after: LaneBook) -> list[QuoteChange]:
    concerned = {code for lane in _changed_lanes(before, after) for code in lane.destinations}
    touched = (quote for quote in quotes if quote.address["country"] in concerned)
    replanned = ((quote, _replan(quote, before), _replan(quote, after)) for quote in touched)
    names = {lane.code: text_in(lane.name) or lane.code for book in (before, after) for lane in book.lanes}
    return [_quote_change(quote, old, new, names) for quote, old, new in replanned if old and old != new]


def _destination_changes(
    before: LaneBook, after: LaneBook, categories: Collection[str]
) -> list[DestinationChange]:
    sold_to = {country.code for country in open_countries()}
    changed = _changed_lanes(before, after)
    ways = sorted(
        {
            (destination, lane.origin, kind)
            for lane in changed
            for destination, kind in product(lane.destinations & sold_to, lane.stock_kinds)
        }
    )
    found: dict[tuple[Any, ...], DestinationChange] = {}
    for destination, origin, kind in ways:
        for grams, goods_of in product(SAMPLE_GRAMS, categories):
            old, new = (
                _cheapest(book, origin, kind, destination, grams, goods_of) for book in (before, after)
            )
            codes = [way.lane.code if way else "" for way in (old, new)]
            if codes[0] != codes[1]:
                key = (destination, origin, grams, *codes)
                kinds = found[key].stock_kinds if key in found else ()
                kinds = kinds if kind in kinds else (*kinds, kind)
                found[key] = DestinationChange(origin, kinds, destination, grams, old, new)
    return list(found.values())


def _changed_lanes(before: LaneBook, after: LaneBook) -> list[Lane]:
    """The lanes as they are in one book and not in the other: nothing else can change where goods go."""
    old, new = ({lane.code: lane for lane in book.lanes} for book in (before, after))
    codes = sorted(old.keys() | new.keys())
    pairs = [(old.get(code), new.get(code)) for code in codes]
    return [lane for pair in pairs if pair[0] != pair[1] for lane in pair if lane is not None]


def _cheapest(
    book: LaneBook, origin: str, kind: str, destination: str, grams: int, category: str
) -> Way | None:
    ways = []
    for lane in book.serving(origin=origin, stock_kind=kind, destination=destination):
        if not lane.carries_category(category, destination):
            continue
        try:
            ways.append(Way(lane, freight(lane, destination, Load(grams)).price))
        except TooHeavy:
            continue
    if not ways:
        return None
    currency = ways[0].price.currency
    return min(ways, key=lambda way: (convert(way.price, currency, book.on).amount, way.lane.code))


def _replan(quote: Quote, book: LaneBook) -> tuple[Money, list[str]] | None:
    """The total and the lanes of ``quote`` made now; nothing when not all of it can be sent."""
    quantities: dict[int, int] = {}
    for consignment in quote.plan["consignments"]:
        for line in consignment["lines"]:
            quantities[line["variant_id"]] = quantities.get(line["variant_id"], 0) + line["quantity"]
    address: Mapping[str, str] = quote.address
    place = Place(address["country"], address.get("region", ""), address.get("postcode", ""))
    try:
        plan = plan_basket(
            goods=goods(list(quantities)), quantities=quantities, destination=place, currency=quote.currency,
            on=book.on, importer_id=quote.importer_id,
            importer_kind=ImporterKind(quote.importer_kind), book=book,
        )  # fmt: skip
    except Refused:
        return None
    if plan.blocked or not plan.consignments:
        return None
    return plan.totals.total, sorted(each.route.lane.code for each in plan.consignments)


def _quote_change(
    quote: Quote,
    old: tuple[Money, Sequence[str]],
    new: tuple[Money, Sequence[str]] | None,
    names: Mapping[str, str],
) -> QuoteChange:
    return QuoteChange(
        quote=quote,
        before=old[0],
        after=new[0] if new else None,
        lanes_before=[names[code] for code in old[1]],
        lanes_after=[names[code] for code in new[1]] if new else [],
        difference=new[0] - old[0] if new else None,
    )

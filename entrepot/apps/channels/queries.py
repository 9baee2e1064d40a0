"""A channel's rules and what would breach them; what it may show: listings, availability, numbers told."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from entrepot.apps.catalog.queries import VariantForSale, variants_for_sale
from entrepot.apps.channels.models import Channel, Listing
from entrepot.apps.checkout.queries.goods import wanted_line
from entrepot.apps.fulfilment.models import ParcelNumber
from entrepot.apps.inventory.queries.availability import availability
from entrepot.apps.lanes.models import PooledNumber
from entrepot.apps.lanes.queries import gives_local_number, lane_book
from entrepot.domain.channels.policy import (
    Breach,
    ListingFacts,
    NumberFacts,
    Rule,
    listing_breaches,
    number_breaches,
)
from entrepot.domain.sourcing.lanes import Lane
from entrepot.domain.sourcing.routes import obstacle


def rules_of(channel: Channel) -> list[Rule]:
    """The channel's rules, of whatever dates."""
    return [policy.rule for policy in channel.policies.all()]


def facts_of(listing: Listing) -> ListingFacts:
    """What the listing says and how its goods come, as its lane is now."""
    lane = listing.lane
    return ListingFacts(
        mode=lane.mode.code, ships_from=lane.origin_country, market=listing.channel.market,
        says_from=listing.says_from, offered_as_domestic=listing.offered_as_domestic,
        handling_days=lane.handling_days, transit_days=lane.max_days,
    )  # fmt: skip


def breaches_of_listing(listing: Listing) -> list[Breach]:
    """What publishing ``listing``, stored or not, would break today."""
    return listing_breaches(facts_of(listing), rules_of(listing.channel), timezone.now().date())


def breaches_of_number(channel: Channel, number: ParcelNumber) -> list[Breach]:
    """What telling ``number`` to the channel would break now."""
    consignment = number.parcel.shipment.consignment
    listed = channel.listings.filter(status="published", variant__in=consignment.lines.values("variant"))
    facts = NumberFacts(
        is_local=number.role == ParcelNumber.Role.LOCAL, in_destination=_arrived(number),
        is_borne=_is_borne(number),
        listings=tuple(
            replace(facts_of(listing), ships_from=consignment.ships_from)
            for listing in listed.select_related("lane__mode", "channel")
        ),
    )  # fmt: skip
    return number_breaches(facts, rules_of(channel), timezone.now().date())


def _arrived(number: ParcelNumber) -> bool:
    """Whether the parcel is in the country of destination: its flight has arrived or it was taken over."""
    bag = number.parcel.bag
    has_landed = bag is not None and bag.waybill is not None and bag.waybill.arrived_at is not None
    return has_landed or (number.role == ParcelNumber.Role.LOCAL and number.held_from is not None)


def _is_borne(number: ParcelNumber) -> bool:
    """Whether the parcel is still sent, and its number, if it came from a pool, given to it."""
    pooled = PooledNumber.objects.filter(carrier=number.carrier, number=number.number)
    given = Q(state=PooledNumber.State.GIVEN, given_to=f"parcel:{number.parcel_id}")
    return number.parcel.shipment.status != "cancelled" and not pooled.exclude(given).exists()


def numbers_told(channel: Channel) -> list[ParcelNumber]:
    """The numbers that the channel may see now: decided so at last, and still true."""
    newest = channel.decisions.filter(number__isnull=False).order_by("number", "-at", "-pk")
    allowed = newest.distinct("number").values_list("number", "is_allowed")
    rows = ParcelNumber.objects.filter(pk__in=[number for number, is_allowed in allowed if is_allowed])
    found = rows.select_related("parcel__bag__waybill", "parcel__shipment__consignment__order")
    return [number for number in found.order_by("pk") if not breaches_of_number(channel, number)]


def refused_by(channel: Channel, rule: Rule) -> list[tuple[Listing, list[Breach]]]:
    """The listings, published or not, that ``rule`` would refuse on its first day; nothing is changed."""
    listings = channel.listings.exclude(status="withdrawn")
    rows = listings.select_related("variant__product", "lane__mode", "channel")
    found = [(row, listing_breaches(facts_of(row), [rule], rule.valid_from)) for row in rows]
    told = [(row, [one for one in breaches if one.source == rule.source]) for row, breaches in found]
    return [(row, breaches) for row, breaches in told if breaches]


def available_units(listings: Sequence[Listing]) -> dict[int, int]:
    """By listing, the units of the shared stock that its lane can bring to the channel's market today: the
    same units on every channel, none of them set aside. None by a lane that is not offered today, or that
    does not take the goods: by its limits, by a routing rule, or while they are off sale. Two statements;
    listings come with their channel and lane."""
    variants = {listing.variant_id for listing in listings}
    levels, sold = availability(variants), variants_for_sale(variants)
    offered = {lane.code: lane for lane in lane_book(timezone.now().date()).lanes}
    units = {}
    for listing in listings:
        lane, variant = offered.get(listing.lane.code), sold.get(listing.variant_id)
        takes = lane is not None and variant is not None and _takes(lane, variant, listing.channel.market)
        kinds = lane.stock_kinds if lane is not None and takes else frozenset()
        units[listing.pk] = sum(
            level.available
            for level in levels
            if level.variant_id == listing.variant_id
            and level.country == listing.lane.origin_country
            and level.kind in kinds
        )
    return units


def _takes(lane: Lane, variant: VariantForSale, market: str) -> bool:
    wanted = wanted_line(variant, 1, variant.price)
    return variant.is_active and market in lane.destinations and not obstacle(wanted, lane, market)


def channel_feed(channel: Channel) -> dict[str, Any]:
    """Everything that the channel is told now."""
    listings = list(channel.listings.filter(status="published").select_related("variant", "lane__mode"))
    units = available_units(listings)
    return {
        "channel": channel.code,
        "listings": [
            {
                "sku": listing.variant.sku,
                "ships_from": listing.says_from,
                "tracked_locally": gives_local_number(listing.lane.mode.code),
                "handling_days": listing.lane.handling_days,
                "transit_days": [listing.lane.min_days, listing.lane.max_days],
                "duties_included": listing.lane.incoterm == "DDP",
                "available": units[listing.pk],
            }
            for listing in listings
        ],
        "numbers": [
            {
                "order": number.parcel.shipment.consignment.order.number,
                "carrier": number.carrier,
                "number": number.number,
                "role": number.role,
            }
            for number in numbers_told(channel)
        ],
    }

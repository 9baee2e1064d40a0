"""What a channel may show: its listings with availability out of the one stock, and the numbers told."""

from typing import Any

from entrepot.apps.channels.models import Channel, ChannelDecision
from entrepot.apps.inventory.queries.availability import availability
from entrepot.apps.lanes.queries import gives_local_number


def channel_feed(channel: Channel) -> dict[str, Any]:
    """Everything that the channel is told now. Units are those of the shared stock that a listing's lane can
    bring: the same units on every channel, none of them set aside."""
    listings = list(channel.listings.filter(status="published").select_related("variant", "lane__mode"))
    levels = availability({listing.variant_id for listing in listings})
    told = ChannelDecision.objects.filter(channel=channel, is_allowed=True, number__isnull=False)
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
                "available": sum(
                    level.available
                    for level in levels
                    if level.variant_id == listing.variant_id
                    and level.country == listing.lane.origin_country
                    and level.kind in listing.lane.mode.config["stock"]
                ),
            }
            for listing in listings
        ],
        "numbers": [
            {
                "order": decision.number.parcel.shipment.consignment.order.number,
                "carrier": decision.number.carrier,
                "number": decision.number.number,
                "role": decision.number.role,
            }
            for decision in told.select_related("number__parcel__shipment__consignment__order")
            if decision.number is not None
        ],
    }

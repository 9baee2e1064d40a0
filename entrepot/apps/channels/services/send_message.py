"""Tell a channel's gateway what it is to be told, as it is true now."""

import hashlib
from typing import Final

from django.db import transaction
from django.utils import timezone

from entrepot.apps.catalog.queries import variants_for_sale
from entrepot.apps.channels.models import Channel, ChannelMessage, Listing
from entrepot.apps.channels.queries import available_units, breaches_of_number
from entrepot.apps.channels.services._deciding import decide
from entrepot.apps.channels.services._number_news import note_not_told, note_told
from entrepot.apps.channels.services.review_listings import review_listings
from entrepot.apps.fulfilment.models import ParcelNumber
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.channels import ChannelGateway, ListingMessage, TrackingMessage
from entrepot.kit.adapters import channel_gateways
from entrepot.kit.texts import text_in

DIGITS: Final = 16


def send_message(*, message_id: int) -> None:
    """Send one message; one that was sent or refused is left alone. Not to be called inside a transaction.

    A listing that meanwhile breaks a rule is taken off instead of offered; a number that does is not told,
    with the decision and a case to say why. Raises ``Temporary`` when the gateway does not answer (ask
    again); its refusal for good is kept with the message.
    """
    rows = ChannelMessage.objects.select_related(
        "channel", "number__parcel__shipment__consignment__order", "number__parcel__bag__waybill"
    )
    message = rows.get(pk=message_id)
    if not message.waits:
        return
    gateway = channel_gateways[message.channel.gateway]
    try:
        if message.listing_id is not None:
            _tell_listing(gateway, message, message.listing_id)
        elif message.number is not None:
            if not _tell_number(gateway, message.channel, message.number):
                return _settle(message, refused_at=timezone.now())
        else:
            _tell_units(gateway, message)
    except Permanent as problem:
        _settle(message, refused_at=timezone.now(), error=(str(problem) or "refused")[:300])
    else:
        _settle(message, sent_at=timezone.now(), error="")


def _settle(message: ChannelMessage, **found: object) -> None:
    ChannelMessage.objects.filter(pk=message.pk).update(**found)


def _tell_number(gateway: ChannelGateway, channel: Channel, number: ParcelNumber) -> bool:
    """``False`` when it may not be told any more."""
    breaches = breaches_of_number(channel, number)
    if breaches:
        with transaction.atomic():
            note_not_told(channel, number, decide(channel, breaches, by="system", number=number))
        return False
    order = number.parcel.shipment.consignment.order
    gateway.tell_tracking(TrackingMessage(f"number:{number.pk}", order.number, number.carrier, number.number))
    note_told(channel, number, "system")
    return True


def _tell_listing(gateway: ChannelGateway, message: ChannelMessage, listing_id: int) -> None:
    review_listings(channel=message.channel, by="system")
    listing = Listing.objects.select_related("variant__product", "lane__mode").get(pk=listing_id)
    if listing.status != "published":
        gateway.withdraw(listing.variant.sku)
        Listing.objects.filter(pk=listing.pk).update(reference="", told_available=None)
        return
    units = available_units([listing])[listing.pk]
    reference = gateway.publish(_offered(listing, units))
    Listing.objects.filter(pk=listing.pk).update(reference=reference[:80], told_available=units)


def _offered(listing: Listing, units: int) -> ListingMessage:
    """At the article's own price, before taxes and duties. Raises ``Permanent`` when it has none today."""
    lane, sold = listing.lane, variants_for_sale([listing.variant_id]).get(listing.variant_id)
    if sold is None:
        raise Permanent("the article has no price today", code="no_price")
    said = (
        listing.variant.sku, text_in(listing.variant.product.name), sold.price.rounded(), listing.says_from,
        lane.handling_days, (lane.min_days, lane.max_days), units,
    )  # fmt: skip
    # The same state twice is one request; another state is another.
    state = hashlib.sha256(repr(said).encode()).hexdigest()[:DIGITS]
    return ListingMessage(f"{listing.pk}:{state}", *said)


def _tell_units(gateway: ChannelGateway, message: ChannelMessage) -> None:
    """Of the listings that the channel has; each is noted with what it was told."""
    told = message.channel.listings.filter(status="published", told_available__isnull=False)
    listings = list(told.select_related("variant", "lane__mode"))
    units = available_units(listings)
    if listings:
        gateway.set_available({listing.variant.sku: units[listing.pk] for listing in listings})
    for listing in listings:
        Listing.objects.filter(pk=listing.pk).update(told_available=units[listing.pk])

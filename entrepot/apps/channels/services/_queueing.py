"""Intents to tell a channel; they are sent after the commit."""

from entrepot.apps.channels.events import ChannelMessageQueued
from entrepot.apps.channels.models import Channel, ChannelMessage, Listing
from entrepot.apps.fulfilment.models import ParcelNumber
from entrepot.kit import outbox


def queue_message(
    channel: Channel, *, listing: Listing | None = None, number: ParcelNumber | None = None
) -> ChannelMessage | None:
    """Have the channel told of ``listing`` as it is now, of ``number``, or without either of what is
    available. ``None`` for a channel that reads its feed."""
    if not channel.gateway:
        return None
    kind = ChannelMessage.Kind.AVAILABILITY
    if listing is not None or number is not None:
        kind = ChannelMessage.Kind.LISTING if listing is not None else ChannelMessage.Kind.NUMBER
    message = ChannelMessage.objects.create(channel=channel, kind=kind, listing=listing, number=number)
    outbox.record(ChannelMessageQueued(message.pk, channel.pk))
    return message

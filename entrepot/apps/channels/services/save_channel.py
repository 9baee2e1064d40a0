"""Set up a channel, or change it."""

from django.db import transaction

from entrepot.apps.channels.models import Channel
from entrepot.apps.channels.services._queueing import queue_message


@transaction.atomic
def save_channel(*, channel: Channel) -> Channel:
    """Store it. One that gets a gateway, or another, is told of everything that is published on it."""
    before = Channel.objects.filter(pk=channel.pk).values_list("gateway", flat=True).first()
    channel.save()
    if channel.gateway != before:
        for listing in channel.listings.filter(status="published"):
            queue_message(channel, listing=listing)
    return channel

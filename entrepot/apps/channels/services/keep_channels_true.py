"""Channels show what is true: rules of today, units of now, and nothing that was forgotten."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from entrepot.apps.channels.events import ChannelMessageQueued
from entrepot.apps.channels.models import Channel, ChannelMessage
from entrepot.apps.channels.queries import available_units
from entrepot.apps.channels.services._queueing import queue_message
from entrepot.apps.channels.services.review_listings import review_listings
from entrepot.kit import outbox

FORGOTTEN_AFTER: Final = timedelta(hours=3)


def keep_channels_true(*, now: datetime) -> None:
    """Take off what breaks a rule by now, have other numbers of units told, and ask again for messages that
    have waited for three hours."""
    for channel in Channel.objects.filter(is_active=True):
        with transaction.atomic():
            review_listings(channel=channel, by="system")
            if channel.gateway:
                _follow_stock(channel)
    waiting = ChannelMessage.objects.filter(sent_at=None, refused_at=None)
    for message in waiting.filter(created_at__lt=now - FORGOTTEN_AFTER):
        with transaction.atomic():
            outbox.record(ChannelMessageQueued(message.pk, message.channel_id))
            ChannelMessage.objects.filter(pk=message.pk).update(created_at=now)


def _follow_stock(channel: Channel) -> None:
    told = channel.listings.filter(status="published", told_available__isnull=False)
    listings = list(told.select_related("variant", "lane__mode"))
    units = available_units(listings)
    changed = any(units[listing.pk] != listing.told_available for listing in listings)
    kind = ChannelMessage.Kind.AVAILABILITY
    if changed and not channel.messages.filter(kind=kind, sent_at=None, refused_at=None).exists():
        queue_message(channel)

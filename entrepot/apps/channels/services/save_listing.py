"""Draft a listing, or change what it says."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.channels.models import Channel, Listing
from entrepot.apps.channels.services._queueing import queue_message
from entrepot.domain.lifecycles import LISTING
from entrepot.kit.errors import invalid
from entrepot.kit.transitions import transition


@transaction.atomic
def save_listing(*, listing: Listing, by: str) -> Listing:
    """Store it; one that is published comes off its channel until it is published as changed.

    Raises ``Refused`` for a lane that does not go to the channel's market, and for an article that is listed
    there already. The channel is locked, so that of two who list the article the second is told.
    """
    if listing.channel.market not in listing.lane.destinations:
        raise invalid("lane", _("This lane does not go to the channel's market. Choose another."))
    Channel.objects.select_for_update(no_key=True).get(pk=listing.channel_id)
    twins = Listing.objects.filter(channel=listing.channel, variant=listing.variant).exclude(
        status="withdrawn"
    )
    if twins.exclude(pk=listing.pk).exists():
        raise invalid("sku", _("This article is listed there already."), "listed_already")
    listing.save()
    if listing.status == "published":
        transition(listing, LISTING, to="draft", by=by)
        queue_message(listing.channel, listing=listing)
    return listing

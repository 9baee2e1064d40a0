"""Take a listing off its channel."""

from django.db import transaction

from entrepot.apps.channels.models import Listing
from entrepot.apps.channels.services._queueing import queue_message
from entrepot.domain.lifecycles import LISTING
from entrepot.kit.transitions import transition


@transaction.atomic
def withdraw_listing(*, listing: Listing, by: str) -> Listing:
    transition(listing, LISTING, to="withdrawn", by=by)
    queue_message(listing.channel, listing=listing)
    return listing

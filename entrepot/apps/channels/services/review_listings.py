"""What is published is held against the rules of today; what breaks one comes off its channel."""

from django.db import transaction
from django.utils import timezone

from entrepot.apps.channels.models import Channel, Listing
from entrepot.apps.channels.queries import facts_of, rules_of
from entrepot.apps.channels.services._deciding import decide
from entrepot.apps.channels.services._queueing import queue_message
from entrepot.domain.channels.policy import listing_breaches
from entrepot.domain.lifecycles import LISTING
from entrepot.kit.transitions import transition


@transaction.atomic
def review_listings(*, channel: Channel, by: str) -> list[Listing]:
    """Take off what breaches a rule in force, or says something that its lane no longer keeps, with the
    decision written down. Returns the listings taken off."""
    published = channel.listings.filter(status="published").select_for_update(of=("self",))
    rules, today = rules_of(channel), timezone.now().date()
    taken = []
    for listing in published.select_related("lane__mode", "channel"):
        breaches = listing_breaches(facts_of(listing), rules, today)
        if breaches:
            decide(channel, breaches, by=by, listing=listing)
            taken.append(transition(listing, LISTING, to="refused", by=by))
            queue_message(channel, listing=listing)
    return taken

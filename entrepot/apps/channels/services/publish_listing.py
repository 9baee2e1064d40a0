"""Put a listing on its channel, if the channel's policy and our own rules allow it."""

from django.db import transaction

from entrepot.apps.channels.models import Listing
from entrepot.apps.channels.queries import breaches_of_listing
from entrepot.apps.channels.services._deciding import decide, refusal
from entrepot.apps.channels.services._queueing import queue_message
from entrepot.domain.lifecycles import LISTING
from entrepot.kit.transitions import transition


def publish_listing(*, listing: Listing, by: str) -> Listing:
    """Published, or refused and marked so; either is written down.

    Raises ``Refused`` (``breaches_policy``) with each rule that it would break, the rule's source and the
    remedy; ``IllegalTransition`` when it is published already.
    """
    with transaction.atomic():
        row = Listing.objects.select_for_update(of=("self",)).select_related("channel", "lane__mode").get(
            pk=listing.pk
        )  # fmt: skip
        LISTING.check(row.status, "published")
        breaches = breaches_of_listing(row)
        decide(row.channel, breaches, by=by, listing=row)
        if not breaches:
            transition(row, LISTING, to="published", by=by)
            queue_message(row.channel, listing=row)
            return row
        if row.status != "refused":
            transition(row, LISTING, to="refused", by=by)
    raise refusal(row.channel, breaches)

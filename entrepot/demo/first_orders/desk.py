"""What somebody at the routing and channel desks has done by the time a newcomer arrives."""

from collections.abc import Callable
from datetime import date, timedelta

from entrepot.apps.channels.models import Listing
from entrepot.apps.channels.services.publish_listing import publish_listing
from entrepot.apps.lanes.models import RoutingRule
from entrepot.apps.lanes.services.set_routing_rule import set_routing_rule
from entrepot.domain.sourcing.routing_rules import Effect
from entrepot.domain.sourcing.routing_rules import RoutingRule as RuleValue
from entrepot.kit.errors import Refused

CHANNEL = "own-shop"
# The rule is to come, so that the shop that a newcomer tries keeps all its ways.
BEGINS_IN = timedelta(days=30)
RULE = RuleValue(
    Effect.EXCLUDE,
    modes=frozenset({"virtual_overseas_warehouse"}),
    destinations=frozenset({"FR"}),
    categories=frozenset({"candles-lighting"}),
)


def set_up_desks(*, by: str, on: date, say: Callable[[str], None]) -> None:
    """A routing rule to come, and the draft of our own shop published; what was done before stays. A channel
    that refuses the draft is told with ``say``."""
    if not RoutingRule.objects.exists():
        set_routing_rule(
            rule=RULE,
            since=on + BEGINS_IN,
            until=None,
            reason="Example: the airline takes no more lighters and batteries in consolidated parcels",
            by=by,
        )
    draft = Listing.objects.filter(channel__code=CHANNEL, status="draft").first()
    if draft is not None:
        try:
            publish_listing(listing=draft, by=by)
        except Refused as refusal:
            say(str(refusal))

"""Tell a channel a parcel's tracking number, if its policy allows it by now."""

from django.db import transaction
from django.utils import timezone

from entrepot.apps.channels.models import Channel, ChannelDecision
from entrepot.apps.channels.queries import rules_of
from entrepot.apps.channels.services._deciding import decide, refusal
from entrepot.apps.channels.services._queueing import queue_message
from entrepot.apps.fulfilment.models import ParcelNumber
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.channels.policy import NumberFacts, number_breaches


def tell_number(*, channel: Channel, number: ParcelNumber, by: str) -> ChannelDecision:
    """The decision to tell it; from then on it stands in the channel's feed. Telling twice changes nothing.

    Raises ``Refused`` (``breaches_policy``) with the rule, its source and the remedy; that is written down,
    too.
    """
    with transaction.atomic():
        # Two at once: the second waits here and then finds it told, by the rules that held.
        Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
        told = channel.decisions.filter(number=number, is_allowed=True).first()
        if told is not None:
            return told
        facts = NumberFacts(is_local=number.role == ParcelNumber.Role.LOCAL, in_destination=_arrived(number))
        breaches = number_breaches(facts, rules_of(channel), timezone.now().date())
        decision = decide(channel, breaches, by=by, number=number)
        if not breaches:
            record_fact(
                order=number.parcel.shipment.consignment.order, kind="number_told", by=by, for_buyer=False,
                facts={"channel": str(channel), "tracking_number": number.number},
                key=f"told:{channel.code}:{number.pk}",
            )  # fmt: skip
            queue_message(channel, number=number)
            return decision
    raise refusal(decision)


def _arrived(number: ParcelNumber) -> bool:
    """Whether the parcel is in the country of destination: its flight has arrived or it was taken over."""
    bag = number.parcel.bag
    has_landed = bag is not None and bag.waybill is not None and bag.waybill.arrived_at is not None
    return has_landed or (number.role == ParcelNumber.Role.LOCAL and number.held_from is not None)

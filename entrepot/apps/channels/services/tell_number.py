"""Tell a channel a parcel's tracking number, if its policy allows it by now."""

from django.db import transaction

from entrepot.apps.channels.models import Channel, ChannelDecision
from entrepot.apps.channels.queries import breaches_of_number
from entrepot.apps.channels.services._deciding import decide, refusal
from entrepot.apps.channels.services._number_news import note_told
from entrepot.apps.channels.services._queueing import queue_message
from entrepot.apps.fulfilment.models import ParcelNumber


def tell_number(*, channel: Channel, number: ParcelNumber, by: str) -> ChannelDecision:
    """The decision to tell it; from then on it stands in the channel's feed for as long as it is true. It is
    judged once more when it is sent (``send_message``). Telling twice changes nothing.

    Raises ``Refused`` (``breaches_policy``) with the rule, its source and the remedy; that is written down,
    too.
    """
    with transaction.atomic():
        # Two at once: the second waits here and then finds it told, by the rules that held.
        Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
        told = channel.decisions.filter(number=number).first()
        if told is not None and told.is_allowed:
            return told
        breaches = breaches_of_number(channel, number)
        decision = decide(channel, breaches, by=by, number=number)
        if not breaches:
            if queue_message(channel, number=number) is None:
                note_told(channel, number, by)
            return decision
    raise refusal(channel, breaches)

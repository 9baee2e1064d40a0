"""Every decision is written down with its reasons, also a refusal."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.channels.models import Channel, ChannelDecision, Listing
from entrepot.apps.channels.words import breach_sentence, told
from entrepot.apps.fulfilment.models import ParcelNumber
from entrepot.domain.channels.policy import Breach
from entrepot.kit.errors import Fault, Refused


def decide(
    channel: Channel, breaches: Sequence[Breach], *, by: str, listing: Listing | None = None,
    number: ParcelNumber | None = None,
) -> ChannelDecision:  # fmt: skip
    """Write down whether it may go out."""
    return ChannelDecision.objects.create(
        channel=channel, listing=listing, number=number, is_allowed=not breaches, by=by, at=timezone.now(),
        breaches=[told(breach) for breach in breaches],
    )  # fmt: skip


def refusal(channel: Channel, breaches: Sequence[Breach]) -> Refused:
    """The refusal with each rule, its source and the remedy."""
    faults = [Fault(breach.kind, breach_sentence(told(breach)), breach.kind) for breach in breaches]
    message = _("Not allowed on %(channel)s: %(why)s") % {
        "channel": str(channel), "why": " ".join(fault.message for fault in faults),
    }  # fmt: skip
    return Refused(message, code="breaches_policy", faults=faults)

"""Every decision is written down with its reasons, also a refusal."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.channels.models import Channel, ChannelDecision, Listing
from entrepot.apps.channels.words import breach_sentence
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
        breaches=[
            {"kind": str(breach.kind), "source": breach.source, "parameters": dict(breach.parameters)}
            for breach in breaches
        ],
    )  # fmt: skip


def refusal(decision: ChannelDecision) -> Refused:
    """The refusal with each rule, its source and the remedy."""
    faults = [
        Fault(breach["kind"], breach_sentence(breach), breach["kind"]) for breach in decision.breaches
    ]  # fmt: skip
    told = _("Not allowed on %(channel)s: %(why)s") % {
        "channel": str(decision.channel), "why": " ".join(fault.message for fault in faults),
    }  # fmt: skip
    return Refused(told, code="breaches_policy", faults=faults)

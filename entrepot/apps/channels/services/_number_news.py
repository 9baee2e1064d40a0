"""What the order's story and its cases say of numbers that channels are told, or are not."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from entrepot.apps.channels.models import Channel, ChannelDecision
from entrepot.apps.fulfilment.models import ParcelNumber
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.settle_cases import settle_cases

NOT_TOLD: Final = "number_not_told"
# Marketplaces count a sale as late when no number was told soon after it was sent.
DECIDE_WITHIN: Final = timedelta(hours=8)


def note_told(channel: Channel, number: ParcelNumber, by: str) -> None:
    """The channel has it: the timeline says so once, and a case about it is over."""
    order = number.parcel.shipment.consignment.order
    record_fact(
        order=order, kind="number_told", by=by, for_buyer=False, key=f"told:{channel.code}:{number.pk}",
        facts={"channel": str(channel), "tracking_number": number.number},
    )  # fmt: skip
    settle_cases(
        order=order, kinds=[NOT_TOLD], references=[_reference(channel, number)], by=by, resolution="told"
    )


def note_not_told(channel: Channel, number: ParcelNumber, decision: ChannelDecision) -> None:
    """What was to be told became untrue before it was sent: somebody must tell what is true."""
    open_case(
        order=number.parcel.shipment.consignment.order, kind=NOT_TOLD, reference=_reference(channel, number),
        due_at=timezone.now() + DECIDE_WITHIN,
        facts={
            "channel": str(channel), "channel_code": channel.code, "tracking_number": number.number,
            "breaches": [breach["kind"] for breach in decision.breaches],
        },
    )  # fmt: skip


def _reference(channel: Channel, number: ParcelNumber) -> str:
    return f"number:{number.pk}:{channel.code}"

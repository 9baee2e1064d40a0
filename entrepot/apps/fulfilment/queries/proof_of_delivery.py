"""What a carrier said about handing a parcel over: who signed, where and when; and what it did not say."""

from dataclasses import dataclass
from datetime import datetime

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.number_chain import heard
from entrepot.apps.orders.models import TimelineEntry
from entrepot.domain.tracking.derive import whereabouts


@dataclass(frozen=True, slots=True)
class ProofOfDelivery:
    """The delivery of ``parcel`` as its carrier told it; empty is what it left unsaid.

    ``told_at`` is when the news reached us: what was told long afterwards proves less.
    """

    parcel: Parcel
    delivered_at: datetime
    tracking_number: str
    place: str
    signed_by: str
    words: str
    told_at: datetime


def tracking_key(parcel_id: int, event_id: str) -> str:
    """The timeline's key of what a carrier told of a parcel."""
    return f"track:{parcel_id}:{event_id}"[:120]


def proof_of_delivery(parcel: Parcel) -> ProofOfDelivery | None:
    """The word of delivery that counts along the parcel's numbers; ``None`` while there is none.

    Reads ``events`` and ``numbers``; who signed stands on the order's timeline, which keeps all that a
    carrier adds.
    """
    delivered_at = whereabouts(heard(parcel)).delivered_at
    if delivered_at is None:
        return None
    said = [one for one in parcel.events.all() if one.at == delivered_at and one.status == "delivered"]
    event = next((one for one in said if one.tracking_number == parcel.tracking_number), said[0])
    order = parcel.shipment.consignment.order
    entry = order.timeline.filter(key=tracking_key(parcel.pk, event.event_id)).first()
    return ProofOfDelivery(
        parcel=parcel, delivered_at=delivered_at, place=event.location, words=event.description,
        tracking_number=event.tracking_number or parcel.tracking_number,
        signed_by=_signed_by(entry), told_at=event.received_at,
    )  # fmt: skip


def _signed_by(entry: TimelineEntry | None) -> str:
    return str(entry.facts.get("signed_by", "")) if entry else ""

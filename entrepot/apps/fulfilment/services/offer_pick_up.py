"""Parcels stand at a shop's counter: their buyer may come."""

from django.utils import timezone

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.pick_ups import COUNTER
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.domain.ports.carriers import TrackingEvent
from entrepot.domain.tracking.statuses import TrackingLeg, TrackingStatus


def offer_pick_up(*, shipment: Shipment, by: str) -> int:
    """Tell the buyer of every parcel at the counter, once; returns how many there are."""
    numbers = shipment.parcels.filter(carrier=COUNTER).values_list("tracking_number", flat=True)
    events = [
        TrackingEvent(
            id=f"{number}-ready", tracking_number=number, status=str(TrackingStatus.AVAILABLE_FOR_PICKUP),
            at=timezone.now(), description=f"Ready at {shipment.warehouse}", leg=str(TrackingLeg.LAST_MILE),
            location=str(shipment.warehouse),
        )
        for number in numbers
    ]  # fmt: skip
    return record_tracking(carrier=COUNTER, events=events, by=by).new

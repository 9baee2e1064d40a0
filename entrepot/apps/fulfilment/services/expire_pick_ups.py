"""What nobody collects goes back on the shelf; until then its code opens nothing any more."""

from datetime import datetime

from django.db import transaction

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.pick_ups import COUNTER, KEPT_FOR
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.domain.ports.carriers import TrackingEvent
from entrepot.domain.tracking.statuses import TrackingLeg, TrackingReason, TrackingStatus


@transaction.atomic
def expire_pick_ups(*, now: datetime) -> int:
    """Parcels at a counter for seven days become a case (``parcel_exception``); returns how many."""
    waiting = Parcel.objects.filter(
        carrier=COUNTER, tracking_status=TrackingStatus.AVAILABLE_FOR_PICKUP,
        last_event_at__lt=now - KEPT_FOR,
    )  # fmt: skip
    events = [
        TrackingEvent(
            id=f"{number}-expired", tracking_number=number, status=str(TrackingStatus.EXCEPTION), at=now,
            description="Nobody collected it in time", leg=str(TrackingLeg.LAST_MILE),
            reason=str(TrackingReason.UNCLAIMED),
        )
        for number in waiting.values_list("tracking_number", flat=True)
    ]  # fmt: skip
    return record_tracking(carrier=COUNTER, events=events, by="system").new

"""The buyer came to the shop and showed the code."""

from django.db import transaction
from django.utils import timezone

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.pick_ups import COUNTER, pick_up_of
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.domain.ports.carriers import TrackingEvent
from entrepot.domain.tracking.statuses import TrackingLeg, TrackingStatus


@transaction.atomic
def hand_over_pick_up(*, code: str, by: str) -> Parcel:
    """Deliver the parcel of ``code`` (spaces and case do not matter) over the counter, once.

    Raises ``Refused`` as ``pick_up_of`` does.
    """
    list(Parcel.objects.select_for_update().filter(pk=pick_up_of(code).pk))
    parcel = pick_up_of(code)
    number = parcel.tracking_number
    event = TrackingEvent(
        id=f"{number}-collected", tracking_number=number, status=str(TrackingStatus.DELIVERED),
        at=timezone.now(), description=f"Collected at {parcel.shipment.warehouse}",
        leg=str(TrackingLeg.LAST_MILE), location=str(parcel.shipment.warehouse),
    )  # fmt: skip
    record_tracking(carrier=COUNTER, events=[event], by=by)
    parcel.refresh_from_db()
    return parcel

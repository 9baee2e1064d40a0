"""A parcel whose booking job was lost, or gave up on a carrier that was down, is asked for again."""

from datetime import datetime, timedelta

from django.db import transaction

from entrepot.apps.fulfilment.events import BookingRequested
from entrepot.apps.fulfilment.models import Parcel
from entrepot.kit import outbox

FORGOTTEN_AFTER = timedelta(minutes=20)


@transaction.atomic
def request_forgotten_bookings(*, now: datetime) -> int:
    """Events ``BookingRequested`` for parcels packed 20 minutes ago without a number; returns how many.

    What the carrier refused for good waits for the operator and is left alone: it has an open case.
    """
    forgotten = Parcel.objects.filter(
        tracking_number="", shipment__status="packed", shipment__packed_at__lt=now - FORGOTTEN_AFTER
    ).select_related("shipment__consignment")
    requested = [parcel.pk for parcel in forgotten if not _is_refused(parcel)]
    outbox.record(*(BookingRequested(parcel_id) for parcel_id in requested))
    return len(requested)


def _is_refused(parcel: Parcel) -> bool:
    cases = parcel.shipment.consignment.order.cases.filter(
        kind="carrier_refused", reference=f"parcel:{parcel.pk}"
    )
    return cases.exclude(status="resolved").exists()

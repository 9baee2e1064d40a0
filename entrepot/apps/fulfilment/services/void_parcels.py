"""The numbers of a cancelled shipment go back to the carrier."""

from entrepot.apps.fulfilment.models import Shipment
from entrepot.kit.adapters import carriers


def void_parcels(*, shipment_id: int) -> None:
    """Cancel what we booked. Raises ``Temporary`` to be tried again and ``Permanent`` for the job's log."""
    shipment = Shipment.objects.get(pk=shipment_id)
    if shipment.status != "cancelled":
        return
    for parcel in shipment.parcels.filter(booked_at__isnull=False):
        carriers[parcel.carrier].cancel(parcel.tracking_number)

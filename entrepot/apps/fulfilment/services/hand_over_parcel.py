"""Tell the carrier that a parcel is in its hands."""

from datetime import timedelta

from django.utils import timezone

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.orders.services.open_case import open_case
from entrepot.domain.ports import Permanent
from entrepot.kit.adapters import carriers

DECIDE_WITHIN = timedelta(hours=4)


def hand_over_parcel(*, parcel_id: int) -> None:
    """Only for parcels booked by us; saying it twice changes nothing.

    Raises ``Temporary`` so that the job tries again; a final no opens the case ``carrier_refused``.
    """
    parcel = Parcel.objects.select_related("shipment__consignment__order").get(pk=parcel_id)
    if parcel.booked_at is None:
        return
    try:
        carriers[parcel.carrier].hand_over(parcel.tracking_number)
    except Permanent as error:
        facts = {"number": parcel.shipment.number, "carrier": parcel.carrier, "reason": str(error)}
        open_case(order=parcel.shipment.consignment.order, kind="carrier_refused", facts=facts,
                  reference=f"parcel:{parcel.pk}", due_at=timezone.now() + DECIDE_WITHIN)  # fmt: skip

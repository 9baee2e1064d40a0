"""Give a deconsolidated parcel to its last-mile carrier, under the number that it bears."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from django.utils import timezone

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.bookings import booking_of
from entrepot.apps.fulfilment.queries.parties import address_of
from entrepot.apps.orders.services.open_case import open_case
from entrepot.domain.ports import Permanent
from entrepot.kit.adapters import carriers

DECIDE_WITHIN: Final = timedelta(hours=4)


def inject_parcel(*, parcel_id: int) -> None:
    """Announce the parcel and hand it over; doing it twice changes nothing.

    Raises ``Temporary`` so that the job tries again; the carrier's final no opens the case
    ``carrier_refused``.
    """
    parcel = Parcel.objects.select_related(
        "shipment__consignment__order", "shipment__warehouse", "bag__waybill__hub"
    ).get(pk=parcel_id)
    if parcel.booked_at is not None or parcel.bag is None or parcel.bag.waybill is None:
        return
    booking = replace(
        booking_of(parcel), key=f"parcel-{parcel.pk}-local", sender=address_of(parcel.bag.waybill.hub),
        tracking_number=parcel.tracking_number,
    )  # fmt: skip
    try:
        carriers[parcel.carrier].book(booking)
        carriers[parcel.carrier].hand_over(parcel.tracking_number)
    except Permanent as error:
        facts = {"number": parcel.shipment.number, "carrier": parcel.carrier, "reason": str(error)}
        open_case(order=parcel.shipment.consignment.order, kind="carrier_refused", facts=facts,
                  reference=f"parcel:{parcel.pk}", due_at=timezone.now() + DECIDE_WITHIN)  # fmt: skip
        return
    Parcel.objects.filter(pk=parcel.pk).update(booked_at=timezone.now())

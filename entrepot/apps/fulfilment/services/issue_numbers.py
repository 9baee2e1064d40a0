"""A parcel that travels with others gets its numbers here: provisional, and local where the mode says so."""

from django.db import transaction
from django.utils import timezone

from entrepot.apps.fulfilment.events import ParcelBooked
from entrepot.apps.fulfilment.models import Parcel, ParcelNumber
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.fulfilment.services._numbering import add_number, last_mile_of
from entrepot.apps.lanes.queries import gives_local_number
from entrepot.apps.lanes.services.give_number import give_number
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.tracking.statuses import TrackingLeg
from entrepot.kit import outbox


@transaction.atomic
def issue_numbers(*, parcel: Parcel) -> Parcel:
    """Give a packed parcel its provisional number, and in a mode with local identity the last mile's too.

    No carrier is asked: the numbers are from pools that we hold. A parcel that has its numbers is left alone.
    Raises ``Refused`` (``numbers_exhausted``). Event ``ParcelBooked``.
    """
    shipment = locked(parcel.shipment)
    row = Parcel.objects.select_for_update().get(pk=parcel.pk)
    if row.tracking_number or shipment.status != "packed":
        return row
    consignment = shipment.consignment
    order = consignment.order
    number = give_number(
        carrier=row.carrier, role=ParcelNumber.Role.PROVISIONAL, country=consignment.ships_from,
        to=f"parcel:{row.pk}",
    )  # fmt: skip
    add_number(row, ParcelNumber.Role.PROVISIONAL, row.carrier, number, TrackingLeg.LINE_HAUL)
    if gives_local_number(consignment.mode):
        carrier, _service = last_mile_of(row)
        local = give_number(
            carrier=carrier, role=ParcelNumber.Role.LOCAL, country=order.address["country"],
            to=f"parcel:{row.pk}",
        )  # fmt: skip
        add_number(row, ParcelNumber.Role.LOCAL, carrier, local, TrackingLeg.LAST_MILE)
    row.tracking_number, row.booking_error = number, ""
    row.save(update_fields=["tracking_number", "booking_error"])
    facts = {"number": shipment.number, "carrier": row.carrier, "tracking_number": number}
    record_fact(order=order, kind="parcel_booked", by="system", at=timezone.now(), facts=facts,
                key=f"booked:{row.pk}")  # fmt: skip
    all_booked = not shipment.parcels.filter(tracking_number="").exists()
    outbox.record(ParcelBooked(row.pk, shipment.pk, all_booked))
    return row

"""A supplier's parcel is on its way: under a number that we booked, or under one of its own."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from entrepot.apps.fulfilment.events import NumberAbandoned, ParcelBooked
from entrepot.apps.fulfilment.models import Document, Parcel, Shipment
from entrepot.apps.fulfilment.queries.next_steps import dispatch_obstacle
from entrepot.apps.fulfilment.services._leaving import leave
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.fulfilment.services.pack_dropship import pack_dropship
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.kit import outbox

DECIDE_WITHIN = timedelta(hours=4)


@transaction.atomic
def ship_dropship(*, dropship_order: DropshipOrder, by: str) -> Shipment | None:
    """Give the supplier's parcel its number and let it leave; the shipment, or ``None`` for a number in use.

    A parcel under our own number waits for customs like any other and leaves when it is released; one
    under the supplier's number has left already. A number that another parcel bears opens the case
    ``tracking_number_in_use``.
    """
    carrier, number = dropship_order.carrier, dropship_order.tracking_number
    consignment = dropship_order.consignment
    bearer = Parcel.objects.filter(carrier=carrier, tracking_number=number).select_related("shipment").first()
    if bearer is not None and bearer.shipment.consignment_id != consignment.pk:
        facts = {"number": dropship_order.number, "carrier": carrier, "tracking_number": number}
        open_case(order=consignment.order, kind="tracking_number_in_use", facts=facts,
                  reference=dropship_order.number, due_at=timezone.now() + DECIDE_WITHIN)  # fmt: skip
        return None
    weight_g = sum(line.gross_weight_g * line.quantity for line in consignment.lines.all())
    shipment = pack_dropship(dropship_order=dropship_order, weight_g=weight_g, by=by)
    if shipment.status != "packed":
        return shipment
    if bearer is None:
        _give_number(shipment, carrier, number)
        return leave(locked(shipment), by=by)
    row = locked(shipment)
    return row if dispatch_obstacle(row, list(row.parcels.all())) else leave(row, by=by)


def _give_number(shipment: Shipment, carrier: str, number: str) -> None:
    """The supplier's own number replaces whatever was booked; what we did not book we do not hand over."""
    parcel = shipment.parcels.order_by("position").first()
    if parcel is None:
        raise LookupError(f"{shipment} was packed without a parcel")
    booked = shipment.parcels.filter(booked_at__isnull=False).values_list("carrier", "tracking_number")
    outbox.record(*(NumberAbandoned(*pair) for pair in booked))
    shipment.parcels.exclude(pk=parcel.pk).delete()
    shipment.documents.exclude(kind=Document.Kind.PACKING_SLIP).delete()
    parcel.carrier, parcel.service, parcel.tracking_number = carrier, "", number
    parcel.booked_at, parcel.booking_error = None, ""
    parcel.save()
    outbox.record(ParcelBooked(parcel.pk, shipment.pk, all_booked=True))

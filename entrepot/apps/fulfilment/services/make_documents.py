"""Make the papers that a shipment needs and can have now, each once."""

from collections.abc import Callable

from django.db import transaction

from entrepot.apps.fulfilment.documents.label import Label, draw_labels
from entrepot.apps.fulfilment.documents.packing_slip import make_packing_slip
from entrepot.apps.fulfilment.documents.typesetting import bound
from entrepot.apps.fulfilment.models import CarrierLabel, Document, Parcel, Shipment
from entrepot.apps.fulfilment.queries.parties import recipient_of, sender_of
from entrepot.apps.fulfilment.services._locking import locked

PACKED = ("packed", "dispatched", "delivered", "returned")


@transaction.atomic
def make_documents(*, shipment: Shipment) -> list[Document]:
    """The packing slip once packed, and the label (a page per parcel) once every parcel has its number.

    Papers made before are given back as they were.
    """
    row = locked(shipment)
    parcels = list(row.parcels.order_by("position"))
    makers: dict[str, Callable[[], bytes]] = {}
    if row.status in PACKED:
        makers[Document.Kind.PACKING_SLIP] = lambda: make_packing_slip(row)
    if row.status in PACKED and parcels and all(parcel.tracking_number for parcel in parcels):
        makers[Document.Kind.LABEL] = lambda: _labels(row, parcels)
    return keep_documents(row, makers)


def _labels(shipment: Shipment, parcels: list[Parcel]) -> bytes:
    """The carrier's own label where it insists on one, else ours."""
    theirs = dict(CarrierLabel.objects.filter(parcel__in=parcels).values_list("parcel", "content"))
    drawn = [label_of(shipment, one, len(parcels)) for one in parcels]
    if not theirs:
        return draw_labels(drawn)
    sheets = [
        bytes(theirs[parcel.pk]) if parcel.pk in theirs else draw_labels([ours])
        for parcel, ours in zip(parcels, drawn, strict=True)
    ]
    return bound(sheets, width="4in", height="6in")


def keep_documents(shipment: Shipment, makers: dict[str, Callable[[], bytes]]) -> list[Document]:
    """Make what ``makers`` can and is not there yet; returns all of those kinds."""
    known = {document.kind: document for document in shipment.documents.filter(kind__in=list(makers))}
    for kind, make in makers.items():
        if kind not in known:
            known[kind] = Document.objects.create(shipment=shipment, kind=kind, content=make())
    return [known[kind] for kind in makers]


def label_of(shipment: Shipment, parcel: Parcel, count: int) -> Label:
    """What stands on the label of ``parcel``, one of ``count``, under the number that it bears now."""
    consignment = shipment.consignment
    order = consignment.order
    booked_on = (parcel.booked_at or shipment.packed_at or shipment.created_at).date()
    return Label(
        carrier=parcel.carrier, service=parcel.service, incoterm=consignment.incoterm,
        tracking_number=parcel.tracking_number, sender=sender_of(shipment), recipient=recipient_of(order),
        order_number=order.number, shipment_number=shipment.number, weight_g=parcel.weight_g,
        position=parcel.position, count=count, posted_on=booked_on.isoformat(),
        goes_abroad=consignment.crosses_border,
    )  # fmt: skip

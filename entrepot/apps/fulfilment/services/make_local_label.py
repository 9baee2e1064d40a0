"""The label that goes over the first one where the parcel changes hands."""

from dataclasses import replace

from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.documents.label import draw_labels
from entrepot.apps.fulfilment.models import Parcel, ParcelNumber
from entrepot.apps.fulfilment.queries.parties import address_of
from entrepot.apps.fulfilment.services._numbering import last_mile_of
from entrepot.apps.fulfilment.services.make_documents import label_of
from entrepot.kit.errors import Refused


def make_local_label(*, parcel: Parcel) -> bytes:
    """A PDF with the local number and the hub as sender; drawn anew each time, the same each time.

    Raises ``Refused`` before the parcel has a local number.
    """
    local = parcel.numbers.filter(role=ParcelNumber.Role.LOCAL).first()
    if local is None:
        raise Refused(_("The parcel has no local number yet. Scan it at the hub."), code="no_local_number")
    shipment = parcel.shipment
    _carrier, service = last_mile_of(parcel)
    label = replace(
        label_of(shipment, parcel, shipment.parcels.count()), carrier=local.carrier, service=service,
        tracking_number=local.number, goes_abroad=False,
    )  # fmt: skip
    waybill = parcel.bag.waybill if parcel.bag else None
    return draw_labels([replace(label, sender=address_of(waybill.hub)) if waybill else label])

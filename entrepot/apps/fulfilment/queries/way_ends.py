"""Parcels that do not reach their buyer any more."""

from collections.abc import Iterable
from typing import Final

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.number_chain import heard
from entrepot.domain.money import Money, total
from entrepot.domain.tracking.derive import whereabouts
from entrepot.domain.tracking.statuses import TrackingReason, TrackingStatus

COMING_BACK: Final = (TrackingReason.RETURNED_TO_SENDER, TrackingReason.REFUSED)


def way_has_ended(parcel: Parcel) -> bool:
    """Damaged, lost, refused or on its way back. Reads ``events`` and ``numbers``, of those in trouble."""
    return parcel.tracking_status == TrackingStatus.EXCEPTION and whereabouts(heard(parcel)).has_ended


def state_on_the_way(shipment: Shipment) -> str:
    """The status of ``shipment``; of a dispatched one of which no parcel will arrive ``returned`` when one
    comes back, else ``lost``. Reads its ``parcels`` with their ``events`` and ``numbers``."""
    parcels = list(shipment.parcels.all())
    if shipment.status != "dispatched" or not parcels or not all(way_has_ended(one) for one in parcels):
        return shipment.status
    reasons = {whereabouts(heard(one)).reason for one in parcels}
    return "returned" if reasons & set(COMING_BACK) else "lost"


def goods_in(parcel: Parcel, currency: str) -> Money:
    """What the buyer paid for the goods in ``parcel``, without delivery, duty and tax."""
    lines = parcel.lines.select_related("line__order_line")
    return total((one.line.order_line.unit_price * one.quantity for one in lines), currency).rounded()


def ended_of(parcel_ids: Iterable[int]) -> dict[int, Parcel]:
    """Those of ``parcel_ids`` whose way has ended, by id."""
    rows = Parcel.objects.filter(pk__in=list(parcel_ids)).prefetch_related("events", "numbers")
    rows = rows.select_related("shipment__consignment__order")
    return {row.pk: row for row in rows if way_has_ended(row)}

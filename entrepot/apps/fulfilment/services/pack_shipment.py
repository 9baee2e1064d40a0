"""Goods are in boxes: their weights are known and the carrier can be asked for numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.events import ShipmentPacked
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.lanes.models import Lane
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.lifecycles import SHIPMENT
from entrepot.domain.quantity import Dimensions
from entrepot.kit import outbox
from entrepot.kit.errors import Fault, Refused, invalid
from entrepot.kit.transitions import transition


@dataclass(frozen=True, slots=True)
class ParcelSpec:
    """One box as weighed and measured; grams and millimetres."""

    weight_g: int
    dimensions: Dimensions | None = None


@transaction.atomic
def pack_shipment(*, shipment: Shipment, parcels: Sequence[ParcelSpec], by: str) -> Shipment:
    """Write the parcels, to be carried by the consignment's lane. Event ``ShipmentPacked``.

    Raises ``Refused`` naming the parcel that is empty or too heavy for the lane, ``IllegalTransition`` unless
    the shipment is being picked.
    """
    row = locked(shipment)
    consignment = row.consignment
    lane = Lane.objects.get(code=consignment.lane)
    _check(parcels, lane)
    now = timezone.now()
    packed = transition(row, SHIPMENT, to="packed", by=by, at=now, packed_at=now)
    packed.lines.update(picked=F("quantity"))
    Parcel.objects.bulk_create(
        _parcel(packed, position, spec, lane) for position, spec in enumerate(parcels, start=1)
    )
    weight_g = sum(spec.weight_g for spec in parcels)
    record_fact(
        order=consignment.order, kind="shipment_packed", by=by, at=now, supplier=consignment.supplier,
        facts={"number": packed.number, "parcels": len(parcels), "weight_g": weight_g},
        key=f"packed:{packed.number}",
    )  # fmt: skip
    outbox.record(ShipmentPacked(packed.pk, consignment.order_id, consignment.crosses_border))
    return packed


def _check(parcels: Sequence[ParcelSpec], lane: Lane) -> None:
    if not parcels:
        raise invalid("parcels", _("Enter at least one parcel with its weight."))
    faults = []
    for index, spec in enumerate(parcels):
        field = f"parcels[{index}].weight_g"
        if spec.weight_g <= 0:
            faults.append(Fault(field, _("Weigh the parcel: the weight must be above zero grams.")))
        elif spec.weight_g > lane.max_weight_g:
            message = _("This lane carries parcels up to %(limit)d g. Divide the goods over more parcels.")
            faults.append(Fault(field, message % {"limit": lane.max_weight_g}, "too_heavy"))
    if faults:
        raise Refused(faults[0].message, code=faults[0].code, faults=faults, status=422)


def _parcel(shipment: Shipment, position: int, spec: ParcelSpec, lane: Lane) -> Parcel:
    size = spec.dimensions
    return Parcel(
        shipment=shipment, position=position, carrier=lane.carrier, service=lane.service,
        weight_g=spec.weight_g, length_mm=size.length_mm if size else None,
        width_mm=size.width_mm if size else None, height_mm=size.height_mm if size else None,
    )  # fmt: skip

"""A supplier has packed a consignment."""

from django.db import transaction

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.fulfilment.services.create_shipment import create_shipment
from entrepot.apps.fulfilment.services.pack_shipment import ParcelSpec, pack_shipment
from entrepot.apps.fulfilment.services.start_picking import start_picking
from entrepot.apps.purchasing.models import DropshipOrder


@transaction.atomic
def pack_dropship(*, dropship_order: DropshipOrder, weight_g: int, by: str) -> Shipment:
    """The supplier's work as a packed shipment of one parcel; the existing one when it was packed before."""
    shipment = locked(create_shipment(consignment=dropship_order.consignment, by=by))
    if shipment.status == "to_pick":
        shipment = start_picking(shipment=shipment, by=by)
    if shipment.status == "picking":
        shipment = pack_shipment(shipment=shipment, parcels=[ParcelSpec(weight_g)], by=by)
    return shipment

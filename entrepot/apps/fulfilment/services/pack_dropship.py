"""A supplier has packed a consignment."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.fulfilment.services.create_shipment import create_shipment
from entrepot.apps.fulfilment.services.pack_shipment import ParcelSpec, pack_shipment
from entrepot.apps.fulfilment.services.start_picking import start_picking
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.kit.errors import Refused

DECIDE_WITHIN = timedelta(hours=4)


@transaction.atomic
def pack_dropship(*, dropship_order: DropshipOrder, weight_g: int, by: str) -> Shipment:
    """The supplier's work as a packed shipment of one parcel; the existing one when it was packed before.

    What may not travel in one parcel opens the case ``carrier_refused`` and stays unpacked.
    """
    shipment = locked(create_shipment(consignment=dropship_order.consignment, by=by))
    if shipment.status == "to_pick":
        shipment = start_picking(shipment=shipment, by=by)
    if shipment.status == "picking":
        try:
            shipment = pack_shipment(shipment=shipment, parcels=[ParcelSpec(weight_g)], by=by)
        except Refused as refusal:
            consignment = dropship_order.consignment
            facts = {"number": shipment.number, "carrier": consignment.lane, "reason": refusal.message}
            open_case(order=consignment.order, kind="carrier_refused", facts=facts,
                      reference=f"pack:{shipment.number}", due_at=timezone.now() + DECIDE_WITHIN)  # fmt: skip
    return shipment

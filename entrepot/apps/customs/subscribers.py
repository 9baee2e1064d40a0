"""What customs does on news from fulfilment."""

from entrepot.apps.customs import tasks
from entrepot.apps.customs.events import DeclarationDue, InboundReleased
from entrepot.apps.customs.services.cancel_declarations import cancel_declarations
from entrepot.apps.customs.services.declare_inbound import declare_inbound
from entrepot.apps.customs.services.declare_shipment import declare_shipment
from entrepot.apps.customs.services.declare_transfer import declare_transfer
from entrepot.apps.customs.services.enter_bonded_stock import enter_bonded_stock
from entrepot.apps.customs.services.transfer_bonded import transfer_bonded
from entrepot.apps.fulfilment.events import ParcelBooked, ShipmentCancelled, ShipmentPacked
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.inventory.events import (
    InboundAnnounced,
    InboundCancelled,
    InboundDeparted,
    InboundReceived,
)
from entrepot.apps.inventory.models import InboundShipment


def declare(event: ShipmentPacked) -> None:
    """Goods that cross a border are declared as soon as they are packed."""
    if event.crosses_border:
        declare_shipment(shipment=_shipment(event.shipment_id))


def send_when_booked(event: ParcelBooked) -> None:
    """With its last number known, the waybill can be named and the declarations go out."""
    if not event.all_booked:
        return
    shipment = _shipment(event.shipment_id)
    for declaration_id in shipment.declarations.filter(status="draft").values_list("pk", flat=True):
        tasks.send_declaration.defer(declaration_id=declaration_id)


def send(event: DeclarationDue) -> None:
    tasks.send_declaration.defer(declaration_id=event.declaration_id)


def cancel(event: ShipmentCancelled) -> None:
    cancel_declarations(declarations=_shipment(event.shipment_id).declarations, why="shipment cancelled")


def declare_announced(event: InboundAnnounced) -> None:
    """A transfer across a border waits for the release of its export."""
    declare_transfer(inbound=_inbound(event.inbound_id))


def declare_departed(event: InboundDeparted) -> None:
    """Goods for a warehouse of ours are declared as they set out; out of bond, they leave its book."""
    inbound = _inbound(event.inbound_id)
    declare_inbound(inbound=inbound)
    transfer_bonded(inbound=inbound)


def cancel_inbound(event: InboundCancelled) -> None:
    """What was declared of a transfer before it set out is called off with it."""
    cancel_declarations(declarations=_inbound(event.inbound_id).declarations, why="shipment cancelled")


def enter_book(event: InboundReceived) -> None:
    enter_bonded_stock(inbound=_inbound(event.inbound_id))


def enter_when_released(event: InboundReleased) -> None:
    enter_bonded_stock(inbound=_inbound(event.inbound_id))


def _inbound(pk: int) -> InboundShipment:
    return InboundShipment.objects.select_related("source", "destination").get(pk=pk)


def _shipment(pk: int) -> Shipment:
    return Shipment.objects.select_related("consignment__order", "warehouse").get(pk=pk)

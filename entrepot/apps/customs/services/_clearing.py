"""Locking a declaration and passing its state on to the shipment."""

from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.queries import procedures_of
from entrepot.apps.customs.services._bonded import awaits_book
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services.record_clearance import record_clearance
from entrepot.apps.inventory.models import InboundShipment
from entrepot.apps.inventory.services.record_export_clearance import record_export_clearance
from entrepot.apps.orders.models import Consignment, Order
from entrepot.domain.customs.clearance import Clearance, clearance_of


def locked(declaration: Declaration) -> Declaration:
    """The row as it is now, locked until the transaction ends; its order and shipment are locked first."""
    consignments = Consignment.objects.filter(shipments__declarations=declaration.pk)
    Order.objects.select_for_update().filter(pk__in=consignments.values("order")).first()
    Shipment.objects.select_for_update().filter(declarations=declaration.pk).first()
    InboundShipment.objects.select_for_update().filter(declarations=declaration.pk).first()
    rows = Declaration.objects.select_related(
        "shipment__consignment__order",
        "shipment__warehouse",
        "inbound__destination",
        "inbound__source",
        "port",
    )
    return rows.select_for_update(of=("self",)).get(pk=declaration.pk)


def pass_on_clearance(declaration: Declaration, *, by: str) -> None:
    """Write what all declarations of its shipment together mean for that; one that is missing holds it.

    So does a release that the bonded account book does not yet show.
    """
    shipment = declaration.shipment
    if shipment is None:
        _pass_on_to_transfer(declaration)
        return
    living = dict(shipment.declarations.exclude(status="cancelled").values_list("direction", "status"))
    undeclared = bool(procedures_of(shipment).keys() - living.keys())
    clearance = clearance_of(living.values(), undeclared=undeclared)
    if clearance == Clearance.RELEASED and awaits_book(shipment):
        clearance = Clearance.HELD
    if clearance != shipment.clearance:
        record_clearance(shipment=shipment, clearance=clearance, by=by)


def _pass_on_to_transfer(declaration: Declaration) -> None:
    """The word of customs of export on goods of ours that wait to set out."""
    inbound = declaration.inbound
    if inbound is None or declaration.direction != "export" or not inbound.is_transfer:
        return
    clearance = clearance_of([declaration.status])
    record_export_clearance(shipment=inbound, clearance=clearance)


def border_of(declaration: Declaration) -> dict[str, str]:
    """Which border the declaration is for, as facts of the timeline: its direction and the country's code."""
    consignment = declaration.shipment.consignment if declaration.shipment else None
    inbound = declaration.inbound
    if declaration.direction == "export":
        country = consignment.ships_from if consignment else inbound.origin_country if inbound else ""
    else:
        country = declared_in(declaration)
    return {"direction": declaration.direction, "country": country}


def declared_in(declaration: Declaration) -> str:
    """The country of destination."""
    if declaration.inbound:
        return declaration.inbound.destination.country
    return str(declaration.shipment.consignment.order.address["country"]) if declaration.shipment else ""

"""Locking a declaration and passing its state on to the shipment."""

from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.queries import procedures_of
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services.record_clearance import record_clearance
from entrepot.domain.customs.clearance import clearance_of


def locked(declaration: Declaration) -> Declaration:
    """The row as it is now, locked until the transaction ends; its shipment is locked first."""
    Shipment.objects.select_for_update().filter(declarations=declaration.pk).first()
    rows = Declaration.objects.select_related("shipment__consignment__order", "shipment__warehouse", "port")
    return rows.select_for_update(of=("self",)).get(pk=declaration.pk)


def pass_on_clearance(shipment: Shipment, *, by: str) -> None:
    """Write what all declarations of ``shipment`` together mean for it; one that is missing holds it."""
    living = dict(shipment.declarations.exclude(status="cancelled").values_list("direction", "status"))
    undeclared = bool(procedures_of(shipment).keys() - living.keys())
    clearance = Shipment.Clearance(clearance_of(living.values(), undeclared=undeclared))
    if clearance != shipment.clearance:
        record_clearance(shipment=shipment, clearance=clearance, by=by)


def border_of(declaration: Declaration) -> dict[str, str]:
    """Which border the declaration is for, as facts of the timeline: its direction and the country's code."""
    consignment = declaration.shipment.consignment
    is_export = declaration.direction == "export"
    country = consignment.ships_from if is_export else consignment.order.address["country"]
    return {"direction": declaration.direction, "country": country}

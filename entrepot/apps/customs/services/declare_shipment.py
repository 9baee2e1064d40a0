"""Everything that a packed shipment must be declared for."""

from django.db import transaction

from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.queries import procedures_of
from entrepot.apps.customs.services.create_declaration import create_declaration
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services.record_clearance import record_clearance
from entrepot.domain.customs.clearance import Clearance


@transaction.atomic
def declare_shipment(*, shipment: Shipment, by: str = "system") -> list[Declaration]:
    """Draw up the declarations that the lane's mode names; none are needed when it names none.

    A mode without declarations leaves clearing to the post, which reads the CN23: nothing here holds it.
    """
    if not shipment.consignment.crosses_border or shipment.status == "cancelled":
        return []
    procedures = procedures_of(shipment)
    if not procedures:
        record_clearance(shipment=shipment, clearance=Clearance.NOT_NEEDED, by=by)
    drawn = [create_declaration(shipment=shipment, direction=direction, by=by) for direction in procedures]
    return [declaration for declaration in drawn if declaration is not None]

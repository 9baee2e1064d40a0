"""A transfer that leaves a customs territory is declared before it sets out."""

from django.db import transaction

from entrepot.apps.customs.queries.inbound import inbound_procedures
from entrepot.apps.customs.services.declare_inbound import declare_inbound
from entrepot.apps.inventory.models import InboundShipment
from entrepot.apps.inventory.services.record_export_clearance import record_export_clearance
from entrepot.domain.customs.clearance import Clearance


@transaction.atomic
def declare_transfer(*, inbound: InboundShipment) -> None:
    """Declare the export of an announced transfer that waits for it; it departs once that is released.

    Where no procedure is named for it nothing has to be released. Without a port that can do the procedure it
    waits until one is set up or chosen.
    """
    if inbound.export_clearance != Clearance.PENDING:
        return
    if "export" not in inbound_procedures(inbound):
        record_export_clearance(shipment=inbound, clearance=Clearance.NOT_NEEDED)
        return
    declare_inbound(inbound=inbound, directions={"export"})

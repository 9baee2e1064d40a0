"""The operator says at which port an inbound shipment is declared."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.customs.models import CustomsPort, InboundPort
from entrepot.apps.customs.queries.inbound import inbound_procedures
from entrepot.apps.customs.queries.ports import ports_doing
from entrepot.apps.customs.services.declare_inbound import declare_inbound
from entrepot.apps.inventory.models import InboundShipment
from entrepot.domain.customs.clearance import Clearance
from entrepot.domain.customs.procedures import Direction
from entrepot.kit.errors import Refused, invalid

DECLARED_FROM = ("in_transit", "arrived", "receiving")


@transaction.atomic
def choose_inbound_port(
    *, inbound: InboundShipment, direction: Direction, port: CustomsPort, by: str
) -> None:
    """``inbound`` is declared at ``port`` in that direction; when it is under way already, at once.

    Raises ``Refused``: 422 (``port_unable``) for a port that lies elsewhere or does not do the procedure,
    ``declared_already`` once there is a declaration.
    """
    row = InboundShipment.objects.select_for_update(of=("self",)).get(pk=inbound.pk)
    procedure = inbound_procedures(row).get(direction, "")
    country = row.origin_country if direction == "export" else row.destination.country
    if not procedure or port not in ports_doing(procedure, country):
        message = _("%(port)s cannot declare these goods. Choose one of the ports offered.")
        raise invalid("port", message % {"port": port}, "port_unable")
    if row.declarations.filter(direction=direction).exclude(status="cancelled").exists():
        raise Refused(_("These goods are declared already."), code="declared_already")
    InboundPort.objects.update_or_create(inbound=row, direction=direction, defaults={"port": port})
    if row.status in DECLARED_FROM:
        declare_inbound(inbound=row)
    elif row.export_clearance == Clearance.PENDING:
        declare_inbound(inbound=row, directions={"export"})

"""What the steps of an inbound shipment share."""

from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import InboundShipment
from entrepot.domain.lifecycles import INBOUND_SHIPMENT
from entrepot.kit.errors import Refused


def stock_reference(shipment: InboundShipment) -> str:
    """How movements and lots name the shipment: ``inbound:ASN-1001``."""
    return f"inbound:{shipment.number}"


def lock_open(shipment: InboundShipment) -> InboundShipment:
    """The shipment as it stands now, locked. Raises ``Refused`` (``inbound_closed``) when it is over."""
    row = InboundShipment.objects.select_for_update(of=("self",)).get(pk=shipment.pk)
    if INBOUND_SHIPMENT.is_final(row.status):
        message = _("%(number)s is closed; nothing can be added.") % {"number": row.number}
        raise Refused(message, code="inbound_closed")
    return row

"""Goods that have not left yet will not come."""

from django.db import transaction

from entrepot.apps.inventory.events import InboundCancelled
from entrepot.apps.inventory.models import InboundShipment
from entrepot.domain.lifecycles import INBOUND_SHIPMENT
from entrepot.kit import outbox
from entrepot.kit.transitions import transition


@transaction.atomic
def cancel_inbound(*, shipment: InboundShipment, by: str, why: str) -> InboundShipment:
    """Cancel a draft or an announced shipment; what is under way is received, if only as missing. Event
    ``InboundCancelled``."""
    row = transition(shipment, INBOUND_SHIPMENT, to="cancelled", by=by, why=why)
    outbox.record(InboundCancelled(row.pk))
    return row

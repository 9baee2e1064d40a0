"""The goods stand at the door of the warehouse."""

from datetime import date

from django.db import transaction

from entrepot.apps.inventory.models import InboundShipment
from entrepot.domain.lifecycles import INBOUND_SHIPMENT
from entrepot.kit.transitions import transition


@transaction.atomic
def arrive_inbound(*, shipment: InboundShipment, on: date, by: str) -> InboundShipment:
    """In transit becomes arrived; legs without an arrival of their own have arrived by ``on``."""
    row = transition(shipment, INBOUND_SHIPMENT, to="arrived", by=by)
    row.legs.filter(ata=None).update(ata=on)
    return row

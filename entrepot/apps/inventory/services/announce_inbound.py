"""The warehouse is told what will come."""

from django.db import transaction

from entrepot.apps.inventory.models import InboundShipment
from entrepot.apps.inventory.services._booking import levels_in
from entrepot.domain.lifecycles import INBOUND_SHIPMENT
from entrepot.kit.transitions import transition


@transaction.atomic
def announce_inbound(*, shipment: InboundShipment, by: str) -> InboundShipment:
    """Draft becomes announced; a stock level is opened for each article, so that it shows as inbound."""
    row = transition(shipment, INBOUND_SHIPMENT, to="announced", by=by)
    levels_in(row.destination_id, row.lines.values_list("variant_id", flat=True))
    return row

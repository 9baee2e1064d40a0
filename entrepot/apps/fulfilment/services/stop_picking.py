"""Picking was begun and is put back."""

from django.db import transaction

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.domain.lifecycles import SHIPMENT
from entrepot.kit.transitions import transition


@transaction.atomic
def stop_picking(*, shipment: Shipment, by: str) -> Shipment:
    """Back to the queue. Raises ``IllegalTransition`` unless it is being picked."""
    return transition(locked(shipment), SHIPMENT, to="to_pick", by=by)

"""The parcels leave the house."""

from django.db import transaction

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.next_steps import dispatch_obstacle
from entrepot.apps.fulfilment.services._leaving import leave
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.domain.lifecycles import SHIPMENT
from entrepot.kit.errors import Refused


@transaction.atomic
def dispatch_shipment(*, shipment: Shipment, by: str) -> Shipment:
    """Turn the reservation into a stock movement and let the parcels go. Event ``ShipmentDispatched``.

    Raises ``Refused`` (``not_ready``) while a parcel has no number or customs has not released,
    ``IllegalTransition`` unless packed. A scan that came before this moment counts from now on.
    """
    row = locked(shipment)
    SHIPMENT.check(row.status, "dispatched")
    parcels = list(row.parcels.all())
    obstacle = dispatch_obstacle(row, parcels)
    if obstacle:
        raise Refused(obstacle, code="not_ready")
    return leave(row, by=by)

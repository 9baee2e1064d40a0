"""Somebody walks to the shelf."""

from django.db import transaction

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.orders.services.advance_order import advance_order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.lifecycles import SHIPMENT
from entrepot.kit.transitions import transition


@transaction.atomic
def start_picking(*, shipment: Shipment, by: str) -> Shipment:
    """The order is now in fulfilment. Raises ``IllegalTransition`` unless the shipment is to be picked."""
    picking = transition(locked(shipment), SHIPMENT, to="picking", by=by)
    consignment = picking.consignment
    # Of what a supplier sends, its own answers tell the buyer: it is not we who pick and pack.
    record_fact(
        order=consignment.order, kind="picking_started", by=by, facts={"number": picking.number},
        for_buyer=not consignment.supplier, supplier=consignment.supplier, key=f"picking:{picking.number}",
    )  # fmt: skip
    advance_order(order=consignment.order, by=by, progress={consignment.pk: "in_fulfilment"})
    return picking

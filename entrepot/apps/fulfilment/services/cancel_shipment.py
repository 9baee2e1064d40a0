"""A shipment that has not left is called off."""

from django.db import transaction

from entrepot.apps.fulfilment.events import ShipmentCancelled
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.lifecycles import SHIPMENT
from entrepot.kit import outbox
from entrepot.kit.transitions import transition


@transaction.atomic
def cancel_shipment(*, shipment: Shipment, why: str, by: str) -> Shipment:
    """Nothing leaves under this shipment; stock and money are the caller's matter (``cancel_consignment``).

    Raises ``IllegalTransition`` once dispatched. Event ``ShipmentCancelled``: its numbers are voided.
    """
    cancelled = transition(locked(shipment), SHIPMENT, to="cancelled", by=by, why=why)
    consignment = cancelled.consignment
    record_fact(
        order=consignment.order, kind="shipment_cancelled", by=by, for_buyer=False,
        supplier=consignment.supplier, facts={"number": cancelled.number, "why": why},
        key=f"cancelled:{cancelled.number}",
    )  # fmt: skip
    outbox.record(ShipmentCancelled(cancelled.pk, consignment.order_id))
    return cancelled

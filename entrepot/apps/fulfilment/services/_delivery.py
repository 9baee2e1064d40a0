"""From parcels at the door to a delivered shipment and order."""

from entrepot.apps.fulfilment.events import ShipmentDelivered
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.lost_goods import paid_back
from entrepot.apps.fulfilment.queries.number_chain import heard
from entrepot.apps.fulfilment.queries.promises import AT_RISK, reference_of
from entrepot.apps.orders.services.advance_order import advance_order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.domain.lifecycles import SHIPMENT
from entrepot.domain.tracking.derive import whereabouts
from entrepot.kit import outbox
from entrepot.kit.transitions import transition


def settle_delivery(shipment: Shipment) -> bool:
    """Mark a locked, dispatched shipment delivered once every parcel is, or was paid back; returns whether
    it did so now.

    The moment is that of the last parcel's delivery. Event ``ShipmentDelivered``.
    """
    if shipment.status != "dispatched":
        return False
    parcels = list(shipment.parcels.prefetch_related("events", "numbers"))
    moments = {parcel: whereabouts(heard(parcel)).delivered_at for parcel in parcels}
    delivered_at = [moment for moment in moments.values() if moment is not None]
    waiting = [parcel for parcel, moment in moments.items() if moment is None]
    if not delivered_at or len(paid_back(waiting)) < len(waiting):
        return False
    last, carrier = max(delivered_at), f"partner:{parcels[0].carrier}"
    transition(shipment, SHIPMENT, to="delivered", by=carrier, at=last, delivered_at=last)
    consignment = shipment.consignment
    order = consignment.order
    record_fact(
        order=order, kind="shipment_delivered", by=carrier, at=last, supplier=consignment.supplier,
        facts={"number": shipment.number}, key=f"delivered:{shipment.number}",
    )  # fmt: skip
    settle_cases(
        order=order,
        kinds=[AT_RISK],
        references=[reference_of(consignment)],
        by=carrier,
        resolution="delivered",
    )
    advance_order(order=order, by=carrier, progress={consignment.pk: "delivered"})
    outbox.record(ShipmentDelivered(shipment.pk, order.pk))
    return True

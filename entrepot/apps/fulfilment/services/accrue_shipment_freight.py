"""What left will be billed by its carrier: the books know of it at once."""

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.agreed_freight import agreed_freights
from entrepot.apps.payments.services.accrue_freight import accrue_freight


def accrue_shipment_freight(*, shipment: Shipment) -> bool:
    """Book the freight agreed for a shipment that has left, once; ``False`` where nobody agreed on one."""
    agreed = agreed_freights([shipment.consignment_id]).get(shipment.consignment_id)
    if agreed is None or shipment.dispatched_at is None:
        return False
    return accrue_freight(
        shipment=shipment.number, order=shipment.consignment.order, freight=agreed.price,
        at=shipment.dispatched_at,
    )  # fmt: skip

"""Until when a consignment may be sent another way."""

from entrepot.apps.orders.models import Consignment
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.queries import living_dropship_order


def may_reroute(consignment: Consignment) -> bool:
    """Whether an operator may still send it another way: paid for, not begun, and with no supplier who might
    still ship it."""
    return (
        consignment.order.status in ("confirmed", "in_fulfilment")
        and consignment.progress == "waiting"
        and (not consignment.supplier or is_refused(consignment))
    )


def is_refused(consignment: Consignment) -> bool:
    """Whether its supplier said no, and nobody else was asked since."""
    refused = DropshipOrder.objects.filter(consignment=consignment, status="refused").exists()
    return refused and living_dropship_order(consignment) is None

"""Until when a consignment may be sent another way."""

from entrepot.apps.orders.models import Consignment
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.queries import living_dropship_order


def may_reroute(consignment: Consignment) -> bool:
    """Whether an operator may still send it another way: paid for, not begun, and with no supplier who might
    still ship it."""
    if consignment.order.status not in ("confirmed", "in_fulfilment"):
        return False
    if consignment.supplier:
        return consignment.progress in ("waiting", "in_fulfilment") and is_refused(consignment)
    return consignment.progress == "waiting"


def is_refused(consignment: Consignment) -> bool:
    """Whether its supplier said no, and nobody else was asked since."""
    refused = DropshipOrder.objects.filter(consignment=consignment, status="refused").exists()
    return refused and living_dropship_order(consignment) is None

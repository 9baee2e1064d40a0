"""Until when a consignment may be sent another way."""

from entrepot.apps.orders.models import Consignment


def may_reroute(consignment: Consignment) -> bool:
    """Whether an operator may still send it another way: paid for, not begun, and not a supplier's."""
    return (
        consignment.order.status in ("confirmed", "in_fulfilment")
        and consignment.progress == "waiting"
        and not consignment.supplier
    )

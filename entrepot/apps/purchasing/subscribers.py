"""What purchasing does when an order below is confirmed or cancelled."""

from entrepot.apps.orders.events import OrderCancelled, OrderConfirmed
from entrepot.apps.orders.models import Consignment
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services.cancel_dropship_order import cancel_dropship_order
from entrepot.apps.purchasing.services.send_dropship_order import send_dropship_order


def send_to_suppliers(event: OrderConfirmed) -> None:
    """Every consignment of a supplier goes out as a dropship order."""
    consignments = Consignment.objects.filter(order_id=event.order_id).exclude(supplier="")
    for consignment in consignments.select_related("order"):
        send_dropship_order(consignment=consignment)


def cancel_with_the_order(event: OrderCancelled) -> None:
    """What the suppliers have not shipped is taken back."""
    living = DropshipOrder.objects.filter(
        consignment__order_id=event.order_id, status__in=["sent", "accepted"]
    )
    for dropship_order in living.select_related("consignment__order", "supplier"):
        cancel_dropship_order(dropship_order=dropship_order, why="order cancelled", by="system")

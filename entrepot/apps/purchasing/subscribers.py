"""What purchasing does when an order below is confirmed, paid in full or cancelled."""

from entrepot.apps.orders.events import OrderCancelled, OrderConfirmed
from entrepot.apps.orders.models import Consignment
from entrepot.apps.payments.events import BalanceNotPaid, BalancePaid
from entrepot.apps.purchasing.models import DropshipOrder, PurchaseTask
from entrepot.apps.purchasing.queries import living_purchases
from entrepot.apps.purchasing.services.cancel_dropship_order import cancel_dropship_order
from entrepot.apps.purchasing.services.cancel_purchase import cancel_purchase
from entrepot.apps.purchasing.services.drop_unpaid_goods import drop_unpaid_goods
from entrepot.apps.purchasing.services.send_bought_goods import send_bought_goods
from entrepot.apps.purchasing.services.send_dropship_order import send_dropship_order
from entrepot.apps.purchasing.services.send_purchase_task import send_purchase_task
from entrepot.apps.suppliers.models import Supplier


def send_to_suppliers(event: OrderConfirmed) -> None:
    """Every consignment of a supplier goes out as a dropship order; of a buyer abroad, as a purchase task."""
    consignments = Consignment.objects.filter(order_id=event.order_id).exclude(supplier="")
    buyers = set(Supplier.objects.filter(kind=Supplier.Kind.BUYER).values_list("code", flat=True))
    for consignment in consignments.select_related("order"):
        send = send_purchase_task if consignment.supplier in buyers else send_dropship_order
        send(consignment=consignment)


def have_it_sent(event: BalancePaid) -> None:
    """What was bought for a customer may go."""
    bought = PurchaseTask.objects.filter(consignment__order_id=event.order_id, status="bought")
    for task in bought.select_related("consignment__order", "supplier"):
        send_bought_goods(task=task)


def drop_what_is_unpaid(event: BalanceNotPaid) -> None:
    """What was bought stays where it is."""
    drop_unpaid_goods(order_id=event.order_id)


def cancel_with_the_order(event: OrderCancelled) -> None:
    """What the suppliers have not shipped is taken back."""
    living = DropshipOrder.objects.filter(
        consignment__order_id=event.order_id, status__in=["sent", "accepted"]
    )
    for dropship_order in living.select_related("consignment__order", "supplier"):
        cancel_dropship_order(dropship_order=dropship_order, why="order cancelled", by="system")
    for task in living_purchases().filter(consignment__order_id=event.order_id):
        cancel_purchase(task=task, by="system")

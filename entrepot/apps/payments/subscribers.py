"""What payments does when an order is cancelled, and when a refund has been decided."""

from entrepot.apps.orders.events import OrderCancelled
from entrepot.apps.payments.events import RefundRequested
from entrepot.apps.payments.services.settle_cancelled_order import settle_cancelled_order
from entrepot.apps.payments.tasks import send_refund


def return_the_money(event: OrderCancelled) -> None:
    settle_cancelled_order(order_id=event.order_id)


def have_refund_sent(event: RefundRequested) -> None:
    send_refund.defer(refund_id=event.refund_id)

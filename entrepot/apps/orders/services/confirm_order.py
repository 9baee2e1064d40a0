"""The order has been paid: its stock is kept for good and fulfilment may begin."""

from datetime import datetime

from django.db import transaction

from entrepot.apps.orders.events import OrderConfirmed
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.keep_stock import keep_stock
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.lifecycles import ORDER
from entrepot.kit import outbox
from entrepot.kit.transitions import transition


@transaction.atomic
def confirm_order(
    *, order: Order, payment_reference: str, at: datetime, told_as: str = "order_confirmed"
) -> Order:
    """Commit the order's stock and confirm it, also one cancelled for want of payment.

    ``told_as`` is the fact that the buyer reads. Holds that have ended are taken anew. Raises ``OutOfStock``
    when they cannot be, and ``IllegalTransition`` when the order is already further on; then nothing has
    changed. Event ``OrderConfirmed``.
    """
    status = keep_stock(order=order, at=at)
    transition(
        order, ORDER, to="confirmed", by="system", at=at, why=f"paid {payment_reference}", closed_at=None
    )
    kind = "order_revived" if status == "cancelled" else told_as
    record_fact(order=order, kind=kind, by="system", at=at)
    outbox.record(OrderConfirmed(order.pk, order.number))
    return order

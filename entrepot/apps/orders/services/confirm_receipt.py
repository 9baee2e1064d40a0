"""The buyer says that everything arrived."""

from django.db import transaction
from django.utils import timezone

from entrepot.apps.orders.events import OrderCompleted
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.lifecycles import ORDER
from entrepot.kit import outbox
from entrepot.kit.transitions import transition


@transaction.atomic
def confirm_receipt(*, order: Order, by: str) -> Order:
    """Complete a delivered order. Raises ``IllegalTransition`` before delivery. Event ``OrderCompleted``."""
    now = timezone.now()
    transition(order, ORDER, to="completed", by=by, at=now, closed_at=now)
    kind = "order_completed" if by == "system" else "receipt_confirmed"
    record_fact(order=order, kind=kind, by=by, at=now)
    outbox.record(OrderCompleted(order.pk, order.number))
    return order

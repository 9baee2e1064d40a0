"""A delivered order that nobody complained about is complete after a fortnight."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from entrepot.apps.orders.models import Case, Order
from entrepot.apps.orders.services.confirm_receipt import confirm_receipt
from entrepot.domain.whose_move import STOPS_NOTHING

GRACE = timedelta(days=14)


def complete_delivered_orders(*, now: datetime, limit: int = 500) -> int:
    """Complete orders delivered 14 days or longer before ``now`` that no open case stops; returns how many.

    Each in a transaction of its own.
    """
    stopping = Case.objects.exclude(status="resolved").exclude(kind__in=STOPS_NOTHING)
    due = (
        Order.objects.filter(
            status="delivered", timeline__key="order_delivered", timeline__at__lte=now - GRACE
        )
        .exclude(Exists(stopping.filter(order=OuterRef("pk"))))
        .distinct()[:limit]
    )
    for order in due:
        confirm_receipt(order=order, by="system")
    return len(due)

"""A delivered order that nobody complained about is complete after a fortnight."""

from datetime import datetime, timedelta

from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.confirm_receipt import confirm_receipt

GRACE = timedelta(days=14)


def complete_delivered_orders(*, now: datetime, limit: int = 500) -> int:
    """Complete orders delivered 14 days or longer before ``now`` that have no open case; returns how many.

    Each in a transaction of its own.
    """
    due = (
        Order.objects.filter(
            status="delivered", timeline__kind="order_delivered", timeline__at__lte=now - GRACE
        )
        .exclude(cases__status__in=["open", "in_progress"])
        .distinct()[:limit]
    )
    for order in due:
        confirm_receipt(order=order, by="system")
    return len(due)

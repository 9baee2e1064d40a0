"""Orders not paid in time are cancelled and their stock is free again."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from entrepot.apps.orders.models import Case, Order
from entrepot.apps.orders.services.cancel_order import cancel_order
from entrepot.apps.payments.models import Payment
from entrepot.apps.payments.queries.wrong_payments import MISMATCH
from entrepot.apps.payments.services.reconcile_payments import fetch_news
from entrepot.apps.payments.services.settle_cancelled_order import settle_cancelled_order


def expire_payments(*, now: datetime, limit: int = 200) -> int:
    """Cancel orders whose ``pay_by`` has passed at ``now``; returns how many.

    Their providers are asked first, because a paid order whose notice was lost must not be cancelled. One
    that got a wrong amount waits for the operator; one asked for the rest has the time of a balance. Each in
    a transaction of its own; not to be called inside one.
    """
    overdue = list(_overdue(now).order_by("pay_by").values_list("pk", flat=True)[:limit])
    pending = Payment.objects.filter(order__in=overdue, status="pending").exclude(provider_reference="")
    fetch_news(pending)
    return sum(_expire(order_id, now) for order_id in overdue)


def _overdue(now: datetime) -> QuerySet[Order]:
    mismatches = Case.objects.filter(kind=MISMATCH).exclude(status="resolved")
    waiting = Order.objects.filter(status="awaiting_payment", pay_by__lte=now)
    return waiting.exclude(cases__in=mismatches).exclude(payment_plan__status="balance_due")


@transaction.atomic
def _expire(order_id: int, now: datetime) -> bool:
    order = _overdue(now).select_for_update(of=("self",), skip_locked=True).filter(pk=order_id).first()
    if order is None:
        return False
    cancel_order(order=order, by="system", why="not_paid_in_time")
    settle_cancelled_order(order_id=order.pk)
    return True

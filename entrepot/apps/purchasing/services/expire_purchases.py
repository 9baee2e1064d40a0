"""Purchases that nobody made in time give the deposit back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from entrepot.apps.purchasing.models import PurchaseTask
from entrepot.apps.purchasing.services._locks import lock_order
from entrepot.apps.purchasing.services.end_purchase import end_purchase


def expire_purchases(*, now: datetime, limit: int = 200) -> int:
    """End tasks not accepted by ``accept_by`` or not bought by ``buy_by``; returns how many.

    Each in a transaction of its own.
    """
    late = Q(status="sent", accept_by__lte=now) | Q(
        status__in=["sent", "accepted", "price_raised"], buy_by__lte=now
    )
    overdue = list(PurchaseTask.objects.filter(late).order_by("buy_by").values_list("pk", flat=True)[:limit])
    return sum(_expire(pk, late) for pk in overdue)


@transaction.atomic
def _expire(pk: int, late: Q) -> bool:
    task = PurchaseTask.objects.select_related("consignment__order", "supplier").get(pk=pk)
    lock_order(task.consignment)
    if not PurchaseTask.objects.filter(late, pk=pk).exists():
        return False
    end_purchase(task=task, to="expired", by="system")
    return True

"""Once all of an order that is to be bought has been bought, its balance is due."""

from django.db import transaction
from django.utils import timezone

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.queries import plan_of
from entrepot.apps.payments.services.request_balance import request_balance


@transaction.atomic
def ask_for_balance(*, order: Order, by: str) -> None:
    """Ask for it once, unless a purchase is still open.

    The order is locked, so that of two purchases made at the same time the second sees the first.
    """
    locked = Order.objects.select_for_update().get(pk=order.pk)
    plan = plan_of(locked)
    if plan is None or plan.status != "awaiting_purchase":
        return
    wanted = plan.consignments.exclude(progress="cancelled")
    if wanted.exists() and not wanted.exclude(purchase_tasks__status="bought").exists():
        request_balance(order=locked, at=timezone.now(), by=by)

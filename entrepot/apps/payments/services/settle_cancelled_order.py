"""An order was cancelled: close what is open at the provider and return what was paid."""

from django.db import transaction

from entrepot.apps.payments.models import Payment
from entrepot.apps.payments.queries import plan_of
from entrepot.apps.payments.services._locks import lock_order
from entrepot.apps.payments.services._refund_intents import refund_rest
from entrepot.domain.lifecycles import PAYMENT, PAYMENT_PLAN
from entrepot.kit.transitions import transition


@transaction.atomic
def settle_cancelled_order(*, order_id: int) -> None:
    """Cancel the order's open payments and return the rest of captured ones. Nothing happens when the order
    lives again or was settled before."""
    order = lock_order(order_id)
    if order.status != "cancelled":
        return
    plan = plan_of(order)
    if plan is not None and plan.status in ("awaiting_purchase", "balance_due"):
        transition(plan, PAYMENT_PLAN, to="ended", by="system")
    for payment in Payment.objects.filter(order=order).select_related("order__payment_plan"):
        if payment.status in ("created", "pending"):
            transition(payment, PAYMENT, to="cancelled", by="system", reason="order_cancelled")
        elif payment.status == "captured":
            refund_rest(payment, reason="order_cancelled", by="system")

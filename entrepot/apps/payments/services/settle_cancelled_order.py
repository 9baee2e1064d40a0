"""An order was cancelled: close what is open at the provider and return what was paid."""

from django.db import transaction

from entrepot.apps.payments.models import Payment
from entrepot.apps.payments.queries import HALF_PAID, plan_of
from entrepot.apps.payments.services._locks import lock_order
from entrepot.apps.payments.services._plan_end import close_open_payments
from entrepot.apps.payments.services._refund_intents import refund_rest
from entrepot.domain.lifecycles import PAYMENT_PLAN
from entrepot.kit.transitions import transition


@transaction.atomic
def settle_cancelled_order(*, order_id: int) -> None:
    """Cancel the order's open payments and return the rest of captured ones, with what was kept of them above
    the order's total. Nothing happens when the order
    lives again or was settled before."""
    order = lock_order(order_id)
    if order.status != "cancelled":
        return
    plan = plan_of(order)
    if plan is not None and plan.status in HALF_PAID:
        transition(plan, PAYMENT_PLAN, to="ended", by="system")
    close_open_payments(order, reason="order_cancelled", by="system")
    captured = Payment.objects.filter(order=order, status="captured")
    for payment in captured.select_related("order__payment_plan"):
        refund_rest(payment, reason="order_cancelled", by="system")

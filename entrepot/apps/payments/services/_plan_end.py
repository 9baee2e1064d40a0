"""Nothing under a plan will be sent. The order is locked by the caller."""

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment, PaymentPlan
from entrepot.apps.payments.queries.parts import DEPOSIT, parts_left, payments_under
from entrepot.apps.payments.services._refund_intents import write_intent
from entrepot.domain.lifecycles import PAYMENT, PAYMENT_PLAN
from entrepot.kit.transitions import transition


def end_plan(plan: PaymentPlan, *, reason: str, reference: str, by: str) -> None:
    """What is held of the deposit goes back, the balance can no longer be paid; the order goes on without."""
    transition(plan, PAYMENT_PLAN, to="ended", by=by)
    close_open_payments(plan.order, reason=reason, by=by)
    for payment in payments_under(plan):
        if held := parts_left(payment)[DEPOSIT]:
            write_intent(payment, parts={DEPOSIT: held}, reason=reason, reference=reference, by=by)


def close_open_payments(order: Order, *, reason: str, by: str) -> None:
    """Nothing is to be paid any more; what is paid all the same goes back."""
    for payment in Payment.objects.filter(order=order, status__in=["created", "pending"]):
        transition(payment, PAYMENT, to="cancelled", by=by, reason=reason[:200])

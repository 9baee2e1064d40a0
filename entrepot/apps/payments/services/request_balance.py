"""The goods have been bought: the balance is due."""

from datetime import datetime, timedelta

from django.db import transaction

from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.payments.models import PaymentPlan
from entrepot.apps.payments.services._locks import lock_order
from entrepot.domain.lifecycles import PAYMENT_PLAN
from entrepot.kit.transitions import transition


@transaction.atomic
def request_balance(*, order: Order, at: datetime, by: str) -> PaymentPlan | None:
    """Ask the buyer for the balance within the plan's days after ``at``; ``None`` for an order paid at once.

    Raises ``IllegalTransition`` unless the deposit is in and nothing has been asked yet.
    """
    lock_order(order.pk)
    plan = PaymentPlan.objects.filter(order=order).first()
    if plan is None:
        return None
    due_at = at + timedelta(days=plan.balance_within_days)
    asked = transition(plan, PAYMENT_PLAN, to="balance_due", by=by, at=at, balance_due_at=due_at)
    facts = {
        "amount": str(asked.balance_amount), "currency": asked.currency, "pay_by": due_at.isoformat(),
    }  # fmt: skip
    record_fact(order=order, kind="balance_due", by=by, at=at, facts=facts, key="balance_due")
    return asked

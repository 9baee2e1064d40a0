"""A buyer who has not paid the balance hears of it while there is time."""

from datetime import datetime, timedelta

from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.payments.models import PaymentPlan

BEFORE = timedelta(hours=24)


def remind_of_balances(*, now: datetime) -> int:
    """Tell once each buyer whose balance is due within a day of ``now``; returns how many are due."""
    soon = PaymentPlan.objects.filter(
        status="balance_due", balance_due_at__gt=now, balance_due_at__lte=now + BEFORE
    )
    plans = list(soon.select_related("order"))
    for plan in plans:
        due_at = plan.balance_due_at.isoformat() if plan.balance_due_at else ""
        record_fact(
            order=plan.order, kind="balance_reminder", by="system", at=now, key="balance_reminder",
            facts={"amount": str(plan.balance_amount), "currency": plan.currency, "pay_by": due_at},
        )  # fmt: skip
    return len(plans)

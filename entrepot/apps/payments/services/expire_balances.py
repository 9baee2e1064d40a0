"""Balances not paid in time: what they are for is not sent, and the deposit goes back but for what the rule
keeps."""

from datetime import datetime

from django.db import transaction

from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.cancel_order import cancel_order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.payments.events import BalanceNotPaid
from entrepot.apps.payments.models import Payment, PaymentPlan
from entrepot.apps.payments.services._plan_end import end_plan
from entrepot.apps.payments.services.book import book
from entrepot.apps.payments.services.reconcile_payments import fetch_news
from entrepot.apps.payments.services.settle_cancelled_order import settle_cancelled_order
from entrepot.domain.money import Money
from entrepot.kit import outbox


def expire_balances(*, now: datetime, limit: int = 200) -> int:
    """Cancel orders whose balance was due before ``now``, or what of them it was for when the rest was paid
    at once (event ``BalanceNotPaid``); returns how many.

    Providers are asked first, because a paid balance whose notice was lost must not be cancelled. Each in a
    transaction of its own; not to be called inside one.
    """
    overdue = list(
        PaymentPlan.objects.filter(status="balance_due", balance_due_at__lte=now)
        .order_by("balance_due_at")
        .values_list("order_id", flat=True)[:limit]
    )
    pending = Payment.objects.filter(order__in=overdue, status="pending").exclude(provider_reference="")
    fetch_news(pending)
    return sum(_expire(order_id, now) for order_id in overdue)


@transaction.atomic
def _expire(order_id: int, now: datetime) -> bool:
    order = Order.objects.select_for_update(skip_locked=True).filter(pk=order_id).first()
    if order is None:
        return False
    plan = PaymentPlan.objects.select_for_update().get(order=order)
    if plan.status != "balance_due" or plan.balance_due_at is None or plan.balance_due_at > now:
        return False
    _forfeit(plan, order, now)
    if order.consignments.exclude(payment_plans=plan).exclude(progress="cancelled").exists():
        _end_apart(plan, order, now)
    else:
        cancel_order(order=order, by="system", why="balance_not_paid")
        settle_cancelled_order(order_id=order.pk)
    return True


def _end_apart(plan: PaymentPlan, order: Order, now: datetime) -> None:
    """What was paid in full goes on."""
    end_plan(plan, reason="balance_not_paid", reference="balance_not_paid", by="system")
    back = plan.deposit - plan.forfeited
    facts = {"amount": str(back.amount), "currency": back.currency}
    record_fact(
        order=order, kind="balance_not_paid", by="system", at=now, facts=facts, key="balance_not_paid"
    )
    outbox.record(BalanceNotPaid(order.pk))


def _forfeit(plan: PaymentPlan, order: Order, now: datetime) -> None:
    """Keep the plan's share of the deposit, told to the buyer; by default that is nothing."""
    kept: Money = (plan.deposit * plan.forfeit_share).rounded()
    if not kept:
        return
    plan.forfeited_amount = kept.amount
    plan.save(update_fields=["forfeited_amount"])
    book(
        key=f"forfeit:{plan.pk}", kind="forfeit", order=order, at=now, memo=order.number,
        postings=[("customer_deposits", kept), ("deposits_forfeited", -kept)],
    )  # fmt: skip
    facts = {"amount": str(kept.amount), "currency": kept.currency}
    record_fact(order=order, kind="deposit_forfeited", by="system", at=now, facts=facts, key="forfeited")

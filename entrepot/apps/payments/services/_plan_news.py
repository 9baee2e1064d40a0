"""What a payment of a plan does once its money is in. The order is locked by the caller."""

from datetime import datetime
from typing import Final

from entrepot.apps.orders.services.confirm_order import confirm_order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.payments.events import BalancePaid
from entrepot.apps.payments.models import Payment
from entrepot.apps.payments.queries import plan_of
from entrepot.apps.payments.queries.parts import DEPOSIT, parts_left, settlement_postings
from entrepot.apps.payments.services._refund_intents import refund_rest, write_intent
from entrepot.apps.payments.services.book import book
from entrepot.domain.lifecycles import PAYMENT_PLAN
from entrepot.kit import outbox
from entrepot.kit.transitions import transition

AWAITED: Final = {Payment.Purpose.DEPOSIT: "awaiting_deposit", Payment.Purpose.BALANCE: "balance_due"}


def mark_surplus(payment: Payment) -> None:
    """Money under a plan that is not waiting for it (paid twice, or too late) is the buyer's to have back; of
    a balance that fell since it was asked for, what is too much."""
    plan = plan_of(payment.order)
    if plan is None:
        return
    if plan.status != AWAITED.get(Payment.Purpose(payment.purpose)):
        payment.purpose = Payment.Purpose.SURPLUS
    elif payment.purpose == Payment.Purpose.BALANCE and payment.money > plan.balance:
        payment.surplus_amount = payment.amount - plan.balance_amount
    payment.save(update_fields=["purpose", "surplus_amount"])


def settle_plan(payment: Payment, now: datetime) -> str:
    """The balance is in: deposit and balance become the order's parts. Event ``BalancePaid``.

    An order that waited for the rest of a payment is confirmed by it; its stock is kept already. What the
    balance fell by since it was asked for goes back; of an order that was cancelled meanwhile, all of it.
    """
    order = payment.order
    if order.status == "cancelled":
        refund_rest(payment, reason="order_cancelled", by="system")
        return "returned_order_cancelled"
    plan = transition(order.payment_plan, PAYMENT_PLAN, to="settled", by="system", at=now)
    book(
        key=f"settlement:{plan.pk}", kind="settlement", order=order, at=now, memo=order.number,
        postings=settlement_postings(plan),
    )  # fmt: skip
    if too_much := parts_left(payment)[DEPOSIT]:
        write_intent(
            payment, parts={DEPOSIT: too_much}, reason="paid_too_much", reference="surplus", by="system"
        )
    if order.status == "awaiting_payment":
        confirm_order(order=order, payment_reference=payment.provider_reference, at=now)
    record_fact(order=order, kind="balance_paid", by="system", at=now, key="balance_paid")
    outbox.record(BalancePaid(order.pk))
    return "settled"

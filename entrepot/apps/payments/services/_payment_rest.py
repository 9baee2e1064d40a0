"""A payment that came short: what came is held, the rest is asked for. The order is locked by the caller."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from entrepot.apps.inventory.services.reserve import OutOfStock
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.keep_stock import keep_stock
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.payments.models import Payment, PaymentPlan
from entrepot.domain.deposits import DAYS_FOR_BALANCE
from entrepot.domain.lifecycles import PAYMENT_PLAN
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused, invalid
from entrepot.kit.transitions import transition


def part_total(order: Order, received: Money, rest: Money) -> None:
    """An order that was to be paid at once goes on in two goes; its stock is kept meanwhile.

    Raises ``Refused`` (``sold_out``) when the stock cannot be had any more.
    """
    try:
        keep_stock(order=order, at=order.pay_by)
    except OutOfStock as gone:
        raise Refused(_("The goods are gone. Return all of the money."), code="sold_out") from gone
    plan = PaymentPlan.objects.create(
        order=order, deposit_amount=received.amount, balance_amount=rest.amount, currency=order.currency,
        balance_within_days=DAYS_FOR_BALANCE,
    )  # fmt: skip
    plan.consignments.set(order.consignments.all())


def move_to_deposit(order: Order, amount: Money) -> None:
    """The deposit grows by ``amount`` (below zero: shrinks) and the balance takes the difference."""
    plan = PaymentPlan.objects.get(order=order)
    if amount > plan.balance:
        raise invalid("answer", _("That is more than the whole order costs. Return the rest."))
    plan.deposit_amount += amount.amount
    plan.balance_amount -= amount.amount
    plan.save(update_fields=["deposit_amount", "balance_amount"])


def ask_for_rest(payment: Payment, rest: Money, *, by: str, now: datetime) -> None:
    """The buyer is told what is missing and until when it can be paid on the order's page."""
    order = payment.order
    plan = PaymentPlan.objects.get(order=order)
    due_at = now + timedelta(days=plan.balance_within_days)
    if plan.status == "balance_due":
        plan.balance_due_at = due_at
        plan.save(update_fields=["balance_due_at"])
    else:
        transition(plan, PAYMENT_PLAN, to="balance_due", by=by, at=now, balance_due_at=due_at)
    record_fact(
        order=order, kind="payment_rest_due", by=by, at=now, key=f"rest_due:{payment.pk}",
        facts={"amount": str(rest.amount), "currency": rest.currency, "pay_by": due_at.isoformat()},
    )  # fmt: skip

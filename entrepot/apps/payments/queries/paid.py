"""What has been paid of an order, what is due, and what was forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import F, Sum

from entrepot.apps.orders.models import Consignment, Order
from entrepot.apps.payments.models import Payment, PaymentPlan, Refund
from entrepot.apps.payments.queries.parts import refundable
from entrepot.domain.deposits import share_back
from entrepot.domain.money import Money, total

# A deposit is in, and more is to come.
HALF_PAID: Final = ("awaiting_purchase", "balance_due")


@dataclass(frozen=True, slots=True)
class Due:
    """What the buyer can pay now, ``by`` when: ``purpose`` is total, deposit (with all that is paid at once
    beside it) or balance."""

    purpose: Payment.Purpose
    money: Money
    by: datetime


def plan_of(order: Order) -> PaymentPlan | None:
    """What of ``order`` is paid in two goes; ``None`` when all of it is paid at once."""
    return PaymentPlan.objects.filter(order=order).first()


def unsettled_plan(consignment: Consignment) -> PaymentPlan | None:
    """The plan that ``consignment`` is under, while its balance has not been paid."""
    return PaymentPlan.objects.filter(consignments=consignment).exclude(status="settled").first()


def due_now(order: Order, plan: PaymentPlan | None, now: datetime) -> Due | None:
    """What ``order`` with its ``plan`` waits to be paid; ``None`` when nothing is due or its time passed."""
    if order.status == "awaiting_payment" and (plan is None or plan.status == "awaiting_deposit"):
        if order.pay_by <= now:
            return None
        if plan is None:
            return Due(Payment.Purpose.TOTAL, order.total, order.pay_by)
        return Due(Payment.Purpose.DEPOSIT, order.total - plan.balance, order.pay_by)
    if plan is None or plan.status != "balance_due" or order.status == "cancelled":
        return None
    by = plan.balance_due_at
    return Due(Payment.Purpose.BALANCE, plan.balance, by) if by and by > now else None


def paid_amount(order: Order) -> Money:
    """Everything captured for ``order`` in its currency, refunded or not."""
    return paid_amounts([order])[order.pk]


def paid_amounts(orders: Sequence[Order]) -> dict[int, Money]:
    """Everything captured for each of ``orders`` in its currency, by its id; one statement."""
    captured = Payment.objects.filter(order__in=orders, status="captured", currency=F("order__currency"))
    sums = dict(captured.values_list("order_id").annotate(Sum("amount")))
    return {order.pk: Money(sums.get(order.pk, Decimal(0)), order.currency) for order in orders}


def refunded_amount(order: Order) -> Money:
    """What has been returned to the buyer of ``order`` in its currency or is on its way."""
    refunds = Refund.objects.filter(payment__order=order, currency=order.currency).exclude(status="failed")
    return Money(refunds.aggregate(sum=Sum("amount"))["sum"] or Decimal(0), order.currency)


def due_back(consignment: Consignment, parts: Mapping[str, Money]) -> Money:
    """What goes back when ``parts`` of ``consignment`` will not be sent: of one half paid a share of the
    deposit, else all that was paid for them."""
    order = consignment.order
    off, plan = total(parts.values(), order.currency), unsettled_plan(consignment)
    if plan is not None and plan.status in HALF_PAID:
        return share_back(plan.deposit, off, plan.deposit + plan.balance)
    return total(still_to_return(order, parts).values(), order.currency)


def still_to_return(order: Order, parts: Mapping[str, Money]) -> dict[str, Money]:
    """As much of ``parts`` as was paid for ``order`` and not returned; what was forgiven was not paid."""
    back = {part: min(parts[part], left) for part, left in refundable(order).items() if part in parts}
    return {part: money for part, money in back.items() if money}


def forgotten_refunds(*, now: datetime) -> list[UUID]:
    """Refunds decided more than three hours before ``now`` that the provider has still not been asked for."""
    waiting = Refund.objects.filter(status="requested", created_at__lt=now - timedelta(hours=3))
    return list(waiting.order_by("created_at").values_list("pk", flat=True)[:200])

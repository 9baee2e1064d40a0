"""The parts of an order's money and the accounts they stand on."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment, PaymentPlan, Refund
from entrepot.domain.deposits import split_parts
from entrepot.domain.money import Money, total

# part -> (credited when the money comes in, debited when it goes back)
ACCOUNT_OF: Final = {
    "goods": ("sales_goods", "refunds_goods"),
    "shipping": ("sales_shipping", "refunds_shipping"),
    "duty": ("duty_payable", "duty_payable"),
    "tax": ("tax_payable", "tax_payable"),
    "fee": ("fees", "fees"),
}
# Money that is still the buyer's own: a deposit, or what came without being due.
DEPOSIT: Final = "deposit"
# What we keep of, or forgive in, a payment of another amount than asked for.
DIFFERENCES: Final = "payment_differences"
_ACCOUNTS: Final = {**ACCOUNT_OF, DEPOSIT: ("customer_deposits", "customer_deposits")}


def parts_of(order: Order) -> dict[str, Money]:
    """What the order's total consists of."""
    return {
        "goods": order.goods, "shipping": order.shipping, "duty": order.duty, "tax": order.tax,
        "fee": order.fee,
    }  # fmt: skip


def parts_due(plan: PaymentPlan) -> dict[str, Money]:
    """What of the order's parts is to be paid under ``plan``: all that was not called off."""
    off = {part: Money.of(amount, plan.currency) for part, amount in plan.called_off.items()}
    return {part: money - off.get(part, money * 0) for part, money in parts_of(plan.order).items()}


def parts_paid(payment: Payment) -> dict[str, Money]:
    """What ``payment`` paid for: parts of the order or, while its plan is not settled, a deposit; and the
    deposit that its surplus is."""
    if payment.purpose == Payment.Purpose.SURPLUS:
        return {DEPOSIT: payment.money}
    if payment.purpose == Payment.Purpose.TOTAL:
        parts, _rest = _share_of(parts_of(payment.order), payment.money - payment.surplus)
    else:
        parts = _shares(payment.order.payment_plan)[payment.pk]
    return {**parts, DEPOSIT: parts.get(DEPOSIT, payment.surplus * 0) + payment.surplus}


def _shares(plan: PaymentPlan) -> dict[UUID, dict[str, Money]]:
    """Payment by payment, in the order in which they came, what each but its surplus paid for."""
    due, forfeited = parts_due(plan), plan.forfeited
    shares: dict[UUID, dict[str, Money]] = {}
    for payment in payments_under(plan):
        came = payment.money - payment.surplus
        if plan.status == "settled":
            shares[payment.pk], due = _share_of(due, came)
        else:
            kept = min(came, forfeited)
            shares[payment.pk], forfeited = {DEPOSIT: came - kept}, forfeited - kept
    return shares


def _share_of(parts: Mapping[str, Money], came: Money) -> tuple[dict[str, Money], dict[str, Money]]:
    """What ``came`` pays of ``parts``, all of them at most, and what it leaves."""
    return (dict(parts), {}) if came >= total(parts.values(), came.currency) else split_parts(parts, came)


def payments_under(plan: PaymentPlan) -> list[Payment]:
    """Captured payments of its deposit and balance, the earliest first."""
    purposes = [Payment.Purpose.DEPOSIT, Payment.Purpose.BALANCE]
    captured = Payment.objects.filter(order=plan.order_id, status="captured", purpose__in=purposes)
    return list(captured.order_by("captured_at", "pk"))


def parts_left(payment: Payment) -> dict[str, Money]:
    """What of each part of ``payment`` has not been refunded nor asked to be."""
    left = parts_paid(payment)
    for refund in Refund.objects.filter(payment=payment).exclude(status="failed"):
        for part, money in refund_parts(refund).items():
            left[part] = left[part] - money
    return left


def refund_parts(refund: Refund) -> dict[str, Money]:
    return {part: Money.of(amount, refund.currency) for part, amount in refund.parts.items()}


def capture_postings(payment: Payment) -> list[tuple[str, Money]]:
    """The provider owes us the money; each part of a total is earned or owed on, a deposit is owed back."""
    if payment.purpose != Payment.Purpose.TOTAL:
        return [("psp_clearing", payment.money), ("customer_deposits", -payment.money)]
    order = payment.order
    return [
        ("psp_clearing", payment.money), *_earned(parts_of(order)), ("customer_deposits", -payment.surplus),
        (DIFFERENCES, order.total + payment.surplus - payment.money),
    ]  # fmt: skip


def settlement_postings(plan: PaymentPlan) -> list[tuple[str, Money]]:
    """Deposit and balance are in: what was owed back is earned or owed on now."""
    held = total((one.money - one.surplus for one in payments_under(plan)), plan.currency)
    due = parts_due(plan)
    difference = total(due.values(), plan.currency) - held
    return [("customer_deposits", held), *_earned(due), (DIFFERENCES, difference)]


def _earned(parts: Mapping[str, Money]) -> list[tuple[str, Money]]:
    return [(_ACCOUNTS[part][0], -money) for part, money in parts.items()]


def refund_postings(parts: Mapping[str, Money], currency: str) -> list[tuple[str, Money]]:
    """The reverse, with what was earned shown on accounts of its own."""
    debits = [(_ACCOUNTS[part][1], money) for part, money in parts.items()]
    return [*debits, ("psp_clearing", -total(parts.values(), currency))]

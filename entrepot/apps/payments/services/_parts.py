"""The parts of an order's money and the accounts they stand on."""

from collections.abc import Mapping
from typing import Final

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment, Refund
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
# Money that is still the buyer's own: a deposit, or what came under a plan without being due.
DEPOSIT: Final = "deposit"
_ACCOUNTS: Final = {**ACCOUNT_OF, DEPOSIT: ("customer_deposits", "customer_deposits")}


def parts_of(order: Order) -> dict[str, Money]:
    """What the order's total consists of."""
    return {
        "goods": order.goods, "shipping": order.shipping, "duty": order.duty, "tax": order.tax,
        "fee": order.fee,
    }  # fmt: skip


def parts_paid(payment: Payment) -> dict[str, Money]:
    """What ``payment`` paid for: the parts of the total or, while its plan is not settled, a deposit."""
    if payment.purpose == Payment.Purpose.TOTAL:
        return parts_of(payment.order)
    plan = payment.order.payment_plan
    if payment.purpose == Payment.Purpose.SURPLUS or plan.status != "settled":
        kept = plan.forfeited if payment.purpose == Payment.Purpose.DEPOSIT else Money.zero(payment.currency)
        return {DEPOSIT: payment.money - kept}
    deposit, balance = split_parts(parts_of(payment.order), plan.deposit)
    return deposit if payment.purpose == Payment.Purpose.DEPOSIT else balance


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
    if payment.purpose == Payment.Purpose.TOTAL:
        return [("psp_clearing", payment.money), *_earned(payment.order)]
    return [("psp_clearing", payment.money), ("customer_deposits", -payment.money)]


def settlement_postings(order: Order) -> list[tuple[str, Money]]:
    """Deposit and balance are in: what was owed back is earned or owed on now."""
    return [("customer_deposits", order.total), *_earned(order)]


def _earned(order: Order) -> list[tuple[str, Money]]:
    return [(_ACCOUNTS[part][0], -money) for part, money in parts_of(order).items()]


def refund_postings(parts: Mapping[str, Money], currency: str) -> list[tuple[str, Money]]:
    """The reverse, with what was earned shown on accounts of its own."""
    debits = [(_ACCOUNTS[part][1], money) for part, money in parts.items()]
    return [*debits, ("psp_clearing", -total(parts.values(), currency))]

"""The parts of an order's money and the accounts they stand on."""

from collections.abc import Mapping
from typing import Final

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment, Refund
from entrepot.domain.money import Money, total

# part -> (credited when the money comes in, debited when it goes back)
ACCOUNT_OF: Final = {
    "goods": ("sales_goods", "refunds_goods"),
    "shipping": ("sales_shipping", "refunds_shipping"),
    "duty": ("duty_payable", "duty_payable"),
    "tax": ("tax_payable", "tax_payable"),
    "fee": ("fees", "fees"),
}


def parts_of(order: Order) -> dict[str, Money]:
    """What the order's total consists of."""
    return {
        "goods": order.goods, "shipping": order.shipping, "duty": order.duty, "tax": order.tax,
        "fee": order.fee,
    }  # fmt: skip


def parts_left(payment: Payment) -> dict[str, Money]:
    """What of each part of ``payment`` has not been refunded nor asked to be."""
    left = parts_of(payment.order)
    for refund in Refund.objects.filter(payment=payment).exclude(status="failed"):
        for part, money in refund_parts(refund).items():
            left[part] = left[part] - money
    return left


def refund_parts(refund: Refund) -> dict[str, Money]:
    return {part: Money.of(amount, refund.currency) for part, amount in refund.parts.items()}


def capture_postings(order: Order) -> list[tuple[str, Money]]:
    """The provider owes us the total; each part is earned or owed on."""
    credits = [(ACCOUNT_OF[part][0], -money) for part, money in parts_of(order).items()]
    return [("psp_clearing", order.total), *credits]


def refund_postings(parts: Mapping[str, Money], currency: str) -> list[tuple[str, Money]]:
    """The reverse, with what was earned shown on accounts of its own."""
    debits = [(ACCOUNT_OF[part][1], money) for part, money in parts.items()]
    return [*debits, ("psp_clearing", -total(parts.values(), currency))]

"""The parts of an order's money and the accounts they stand on."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from django.db.models import prefetch_related_objects

from entrepot.apps.orders.models import Consignment, Order
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
# What we keep of a payment above what was asked for; what we forgive of one below stands there, too.
DIFFERENCE: Final = "difference"
_ACCOUNTS: Final = {
    **ACCOUNT_OF,
    DEPOSIT: ("customer_deposits", "customer_deposits"),
    DIFFERENCE: ("payment_differences", "payment_differences"),
}


def parts_of(order: Order) -> dict[str, Money]:
    """What the order's total consists of."""
    return {
        "goods": order.goods, "shipping": order.shipping, "duty": order.duty, "tax": order.tax,
        "fee": order.fee,
    }  # fmt: skip


def parts_asked(consignments: Iterable[Consignment], currency: str) -> dict[str, Money]:
    """What ``consignments`` cost at checkout, in ``currency``; parts that they do not have are left out."""
    rows = list(consignments)
    prefetch_related_objects(rows, "lines", "charges")
    parts: dict[str, Money] = {}
    for each in rows:
        parts = added(parts, {"goods": total((line.line_total for line in each.lines.all()), currency)})
        for charge in each.charges.all():
            if charge.due == "checkout":
                parts = added(parts, {charge.kind: charge.money})
    return parts


def added(parts: Mapping[str, Money], more: Mapping[str, Money]) -> dict[str, Money]:
    """Both together, part by part."""
    return {**parts, **{part: parts.get(part, money * 0) + money for part, money in more.items()}}


def parts_at_once(plan: PaymentPlan) -> dict[str, Money]:
    """What of the order's parts is not under ``plan`` and so was paid in full with the deposit."""
    others = Consignment.objects.filter(order=plan.order_id).exclude(payment_plans=plan)
    return parts_asked(others, plan.currency)


def parts_due(plan: PaymentPlan) -> dict[str, Money]:
    """What of the order's parts is to be paid under ``plan``: all of its consignments but what was called
    off."""
    off = {part: Money.of(amount, plan.currency) for part, amount in plan.called_off.items()}
    apart = added(parts_at_once(plan), off)
    return {part: money - apart.get(part, money * 0) for part, money in parts_of(plan.order).items()}


def parts_paid(payment: Payment) -> dict[str, Money]:
    """What ``payment`` paid for: parts of the order or, while its plan is not settled, a deposit; the deposit
    that its surplus is; and what was kept of it above all that."""
    if payment.purpose == Payment.Purpose.SURPLUS:
        return {DEPOSIT: payment.money}
    if payment.purpose == Payment.Purpose.TOTAL:
        parts, _rest = _share_of(parts_of(payment.order), payment.money - payment.surplus)
    else:
        parts = _shares(payment.order.payment_plan)[payment.pk]
    return added(parts, {DEPOSIT: payment.surplus})


def _shares(plan: PaymentPlan) -> dict[UUID, dict[str, Money]]:
    """Payment by payment, in the order in which they came, what each but its surplus paid for: first what is
    paid at once, then what is under ``plan``."""
    at_once, due, forfeited = parts_at_once(plan), parts_due(plan), plan.forfeited
    shares: dict[UUID, dict[str, Money]] = {}
    for payment in payments_under(plan):
        came = payment.money - payment.surplus
        held = came - total(at_once.values(), plan.currency)
        in_full, at_once = at_once, {}
        if plan.status == "settled":
            part, due = _share_of(due, held)
        else:
            kept = min(held, forfeited)
            part, forfeited = {DEPOSIT: held - kept}, forfeited - kept
        shares[payment.pk] = added(in_full, part)
    return shares


def _share_of(parts: Mapping[str, Money], came: Money) -> tuple[dict[str, Money], dict[str, Money]]:
    """What ``came`` pays of ``parts``, with what it is above them all, and what it leaves."""
    above = came - total(parts.values(), came.currency)
    return ({**parts, DIFFERENCE: above}, {}) if above.amount >= 0 else split_parts(parts, came)


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


def refundable(order: Order) -> dict[str, Money]:
    """What of each part of ``order`` was paid and has not been refunded nor asked to be. A deposit, and what
    was kept of a payment, go back by cancelling alone."""
    left = {part: money * 0 for part, money in parts_of(order).items()}
    captured = Payment.objects.filter(order=order, status="captured")
    for payment in captured.select_related("order__payment_plan"):
        for part, money in parts_left(payment).items():
            if part in left:
                left[part] += money
    return left


def refund_parts(refund: Refund) -> dict[str, Money]:
    return {part: Money.of(amount, refund.currency) for part, amount in refund.parts.items()}


def capture_postings(payment: Payment) -> list[tuple[str, Money]]:
    """The provider owes us the money; each part of a total, and of what is paid at once beside a deposit, is
    earned or owed on; a deposit is owed back."""
    order, earned = payment.order, dict[str, Money]()
    if payment.purpose == Payment.Purpose.TOTAL:
        earned = added(parts_of(order), {DIFFERENCE: payment.money - payment.surplus - order.total})
    elif payment.purpose == Payment.Purpose.DEPOSIT:
        earned = parts_at_once(order.payment_plan)
    held = payment.money - total(earned.values(), payment.currency)
    return [("psp_clearing", payment.money), *_earned(earned), ("customer_deposits", -held)]


def settlement_postings(plan: PaymentPlan) -> list[tuple[str, Money]]:
    """Deposit and balance are in: what was owed back is earned or owed on now."""
    came = total((one.money - one.surplus for one in payments_under(plan)), plan.currency)
    held, due = came - total(parts_at_once(plan).values(), plan.currency), parts_due(plan)
    difference = held - total(due.values(), plan.currency)
    return [("customer_deposits", held), *_earned({**due, DIFFERENCE: difference})]


def _earned(parts: Mapping[str, Money]) -> list[tuple[str, Money]]:
    return [(_ACCOUNTS[part][0], -money) for part, money in parts.items()]


def refund_postings(parts: Mapping[str, Money], currency: str) -> list[tuple[str, Money]]:
    """The reverse, with what was earned shown on accounts of its own."""
    debits = [(_ACCOUNTS[part][1], money) for part, money in parts.items()]
    return [*debits, ("psp_clearing", -total(parts.values(), currency))]

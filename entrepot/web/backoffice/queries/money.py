"""The money of one order: what was asked, paid, refunded, and what can still be refunded."""

from dataclasses import dataclass

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment, PaymentPlan, Refund
from entrepot.apps.payments.queries import paid_amount, refunded_amount
from entrepot.domain.money import Money
from entrepot.web.backoffice.words import PARTS


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """``left`` is what of each part of the captured total has not been refunded nor asked to be."""

    parts: list[tuple[str, str, Money]]
    payments: list[Payment]
    refunds: list[Refund]
    paid: Money
    refunded: Money
    left: dict[str, Money]

    @property
    def can_refund(self) -> bool:
        return any(self.left.values())


def money_of(order: Order) -> OrderMoney:
    """Four statements."""
    payments = list(Payment.objects.filter(order=order).order_by("created_at"))
    refunds = list(Refund.objects.filter(payment__order=order).order_by("created_at"))
    standing = [refund for refund in refunds if refund.status != "failed"]
    captured = [payment for payment in payments if payment.status == "captured"]
    parts = parts_of(order)
    return OrderMoney(
        parts=[(part, PARTS[part], money) for part, money in parts.items() if money],
        payments=payments,
        refunds=refunds,
        paid=paid_amount(order),
        refunded=refunded_amount(order),
        left=_left(order, parts, standing) if captured else {},
    )


def parts_of(order: Order) -> dict[str, Money]:
    """What the total consists of, by the names that refunds use."""
    return {
        "goods": order.goods, "shipping": order.shipping, "duty": order.duty, "tax": order.tax,
        "fee": order.fee,
    }  # fmt: skip


def _left(order: Order, parts: dict[str, Money], refunds: list[Refund]) -> dict[str, Money]:
    plan: PaymentPlan | None = getattr(order, "payment_plan", None)
    off = plan.called_off if plan else {}
    left = {part: money - Money.of(off.get(part, 0), order.currency) for part, money in parts.items()}
    for refund in refunds:
        for part, amount in refund.parts.items():
            if part in left:
                left[part] = left[part] - Money.of(amount, refund.currency)
    return {part: money for part, money in left.items() if money.amount > 0}

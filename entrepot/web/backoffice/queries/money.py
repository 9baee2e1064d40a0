"""The money of one order: what was asked, paid, refunded, and what can still be refunded."""

from dataclasses import dataclass

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment, Refund
from entrepot.apps.payments.queries import paid_amount, refunded_amount
from entrepot.apps.payments.queries.parts import parts_of, refundable
from entrepot.domain.money import Money
from entrepot.web.backoffice.words import PARTS


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """``left`` is what of each part was paid and has not been refunded nor asked to be."""

    parts: list[tuple[str, str, Money]]
    payments: list[Payment]
    refunds: list[Refund]
    paid: Money
    refunded: Money
    left: dict[str, Money]

    @property
    def kept(self) -> Money:
        """What was paid less what went back."""
        return self.paid - self.refunded

    @property
    def can_refund(self) -> bool:
        return any(self.left.values())


def money_of(order: Order) -> OrderMoney:
    """Five statements, and one for each payment that was captured."""
    payments = list(Payment.objects.filter(order=order).order_by("created_at"))
    return OrderMoney(
        parts=[(part, PARTS[part], money) for part, money in parts_of(order).items() if money],
        payments=payments,
        refunds=list(Refund.objects.filter(payment__order=order).order_by("created_at")),
        paid=paid_amount(order),
        refunded=refunded_amount(order),
        left={part: money for part, money in refundable(order).items() if money},
    )

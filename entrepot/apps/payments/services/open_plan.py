"""An order is paid in two goes: a deposit now, the balance once its goods have been bought."""

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import PaymentPlan
from entrepot.domain.deposits import DepositTerms


def open_plan(*, order: Order, terms: DepositTerms) -> PaymentPlan | None:
    """The plan of a new order by ``terms``; ``None`` for a total too small to be parted, paid at once."""
    deposit = terms.deposit_of(order.total)
    balance = order.total - deposit
    if not deposit or not balance:
        return None
    return PaymentPlan.objects.create(
        order=order, deposit_amount=deposit.amount, balance_amount=balance.amount, currency=order.currency,
        balance_within_days=terms.balance_within_days, forfeit_share=terms.forfeit_share,
    )  # fmt: skip

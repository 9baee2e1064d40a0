"""Goods are paid in two goes: a deposit with the order, the balance once they have been bought."""

from collections.abc import Collection

from entrepot.apps.orders.models import Consignment, Order
from entrepot.apps.payments.models import PaymentPlan
from entrepot.apps.payments.queries.parts import parts_asked
from entrepot.domain.deposits import DepositTerms
from entrepot.domain.money import total


def open_plan(
    *, order: Order, consignments: Collection[Consignment], terms: DepositTerms
) -> PaymentPlan | None:
    """The plan by ``terms`` of those ``consignments`` of a new order; ``None`` when they cost too little to
    be parted and are paid at once, as all else in the order is."""
    due = total(parts_asked(consignments, order.currency).values(), order.currency)
    deposit = terms.deposit_of(due)
    balance = due - deposit
    if not deposit or not balance:
        return None
    plan = PaymentPlan.objects.create(
        order=order, deposit_amount=deposit.amount, balance_amount=balance.amount, currency=order.currency,
        balance_within_days=terms.balance_within_days, forfeit_share=terms.forfeit_share,
    )  # fmt: skip
    plan.consignments.set(consignments)
    return plan

"""A payment of another amount than asked for, and what the operator may do about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from entrepot.apps.markets.queries import convert
from entrepot.apps.orders.models import Case
from entrepot.apps.payments.models import Payment
from entrepot.domain.money import Money
from entrepot.domain.payment_differences import LARGEST, may_forgive

MISMATCH: Final = "payment_amount_mismatch"


class Answer(StrEnum):
    """What becomes of the difference. Of more than was due, the rest goes back or stays as agreed; of less,
    the rest is asked for or forgiven; and all of it can always go back."""

    RETURN_REST = "return_rest"
    KEEP = "keep"
    ASK_REST = "ask_rest"
    FORGIVE = "forgive"
    RETURN_ALL = "return_all"


@dataclass(frozen=True, slots=True)
class WrongPayment:
    """``received`` came instead of ``payment.money``; ``answers`` are those that fit."""

    case: Case
    payment: Payment
    received: Money
    answers: tuple[Answer, ...]

    @property
    def more(self) -> Money | None:
        """What came too much (below zero: too little); ``None`` in another currency."""
        same = self.received.currency == self.payment.currency
        return self.received - self.payment.money if same else None


def wrong_payment(case: Case, now: datetime) -> WrongPayment | None:
    """The payment of an open case ``payment_amount_mismatch``; ``None`` for another case, and for a payment
    whose money was booked already: then the provider has to explain itself first."""
    if case.kind != MISMATCH or case.status == "resolved" or not case.reference:
        return None
    payment = Payment.objects.select_related("order").filter(pk=case.reference, order=case.order_id).first()
    if payment is None or payment.status == "captured":
        return None
    received = Money.of(case.facts["amount"], case.facts["currency"])
    return WrongPayment(case, payment, received, _answers(payment, received, now))


def _answers(payment: Payment, received: Money, now: datetime) -> tuple[Answer, ...]:
    if received.currency != payment.currency:
        return (Answer.RETURN_ALL,)
    if received > payment.money:
        return (Answer.RETURN_REST, Answer.KEEP, Answer.RETURN_ALL)
    missing = payment.money - received
    if payment.purpose == Payment.Purpose.DEPOSIT and missing >= payment.order.payment_plan.deposit:
        # Not even what is paid at once came; a balance is for what is bought later.
        return (Answer.RETURN_ALL,)
    largest = convert(LARGEST, payment.currency, now.date())
    # The rest of a deposit comes with the balance.
    is_small = may_forgive(missing, payment.money, largest) and payment.purpose != Payment.Purpose.DEPOSIT
    return (Answer.ASK_REST, *((Answer.FORGIVE,) if is_small else ()), Answer.RETURN_ALL)

"""The operator decides what becomes of a payment of another amount than was asked for."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.orders.models import Case
from entrepot.apps.payments.models import Payment
from entrepot.apps.payments.queries import plan_of
from entrepot.apps.payments.queries.parts import DEPOSIT
from entrepot.apps.payments.queries.wrong_payments import Answer, WrongPayment, wrong_payment
from entrepot.apps.payments.services._locks import lock_order_of
from entrepot.apps.payments.services._payment_news import (
    fulfil_or_return,
    may_still_be_paid,
    receive,
    settle_mismatch,
)
from entrepot.apps.payments.services._payment_rest import ask_for_rest, move_to_deposit, part_total
from entrepot.apps.payments.services._refund_intents import refund_rest, write_intent
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused, invalid

NEEDS_REASON: Final = frozenset({Answer.KEEP, Answer.FORGIVE, Answer.RETURN_ALL})


@transaction.atomic
def answer_wrong_payment(
    *, case: Case, received: Money, answer: Answer, by: str, reason: str = ""
) -> Payment:
    """Book what came and do with the difference what ``answer`` says; the case is settled by it.

    ``received`` is the amount that the operator has seen. Raises ``Refused``: ``case_settled`` when it was
    decided before, ``amount_changed`` when the provider has said another amount since, 422 for an answer that
    does not fit or lacks its reason, ``not_awaited`` when the order no longer waits for the money.
    """
    order = lock_order_of(case)
    now = timezone.now()
    found = wrong_payment(Case.objects.select_related("order").get(pk=case.pk), now)
    if found is None:
        raise Refused(_("This was decided already. See the order's payments."), code="case_settled")
    payment = found.payment
    payment.order = order
    _check(found, received, answer, reason, now)
    if answer == Answer.RETURN_ALL:
        _return_all(payment, received, by=by, reason=reason.strip(), now=now)
    elif answer == Answer.ASK_REST:
        _ask_rest(payment, received, by=by, now=now)
    else:
        _accept(payment, received, answer, by=by, now=now)
    settle_mismatch(payment, by=by, resolution=": ".join(filter(None, [answer.value, reason.strip()])))
    return payment


def _check(found: WrongPayment, received: Money, answer: Answer, reason: str, now: datetime) -> None:
    if received != found.received:
        raise Refused(
            _("The provider now says %(received)s. Look again.") % {"received": found.received.rounded()},
            code="amount_changed",
        )
    if answer not in found.answers:
        raise invalid("answer", _("This answer does not fit the amount that came. Choose another."))
    if answer in NEEDS_REASON and not reason.strip():
        raise invalid("reason", _("Say why; it stays with the payment."))
    if answer != Answer.RETURN_ALL and not _is_awaited(found.payment, answer, now):
        raise Refused(_("The order no longer waits for this money. Return all of it."), code="not_awaited")


def _is_awaited(payment: Payment, answer: Answer, now: datetime) -> bool:
    plan, order = plan_of(payment.order), payment.order
    if payment.purpose == Payment.Purpose.BALANCE:
        return plan is not None and plan.status == "balance_due" and order.status != "cancelled"
    begins = (
        plan is None
        if payment.purpose == Payment.Purpose.TOTAL
        else (plan is not None and plan.status == "awaiting_deposit")
    )
    # The rest is asked for only while the order lives.
    lives = order.status == "awaiting_payment" or answer != Answer.ASK_REST
    return begins and lives and may_still_be_paid(order, now)


def _accept(payment: Payment, received: Money, answer: Answer, *, by: str, now: datetime) -> None:
    """What came is taken for what was due; what is too much goes back, or stays."""
    rest = received - payment.money
    if answer == Answer.RETURN_REST:
        payment.surplus_amount = rest.amount
    elif payment.purpose == Payment.Purpose.DEPOSIT:
        move_to_deposit(payment.order, rest)
    _receive(payment, received, by=by, now=now)
    if payment.surplus:
        write_intent(payment, parts={DEPOSIT: payment.surplus}, reason="paid_too_much", reference="surplus",
                     by=by)  # fmt: skip
    fulfil_or_return(payment, now)


def _ask_rest(payment: Payment, received: Money, *, by: str, now: datetime) -> None:
    """What came is held as the buyer's; the rest is asked for. That of a deposit comes with the balance."""
    rest = payment.money - received
    if payment.purpose == Payment.Purpose.DEPOSIT:
        move_to_deposit(payment.order, -rest)
        _receive(payment, received, by=by, now=now)
        fulfil_or_return(payment, now)
        return
    if payment.purpose == Payment.Purpose.TOTAL:
        payment.purpose = Payment.Purpose.DEPOSIT
        part_total(payment.order, received, rest)
    else:
        move_to_deposit(payment.order, received)
    _receive(payment, received, by=by, now=now)
    ask_for_rest(payment, rest, by=by, now=now)


def _return_all(payment: Payment, received: Money, *, by: str, reason: str, now: datetime) -> None:
    """None of it was due; the order waits on for the right amount, as long as it would have."""
    payment.purpose, payment.currency = Payment.Purpose.SURPLUS, received.currency
    _receive(payment, received, by=by, now=now)
    refund_rest(payment, reason=reason, by=by)


def _receive(payment: Payment, received: Money, *, by: str, now: datetime) -> None:
    payment.amount = received.amount
    payment.save(update_fields=["amount", "currency", "purpose", "surplus_amount"])
    receive(payment, by=by, now=now)

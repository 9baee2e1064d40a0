"""Send the buyer to the provider's page: intent row, commit, call, record."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment
from entrepot.apps.payments.queries import due_now, plan_of
from entrepot.apps.payments.services._locks import lock_order, lock_payment
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.domain.lifecycles import PAYMENT
from entrepot.domain.ports import Permanent, Temporary
from entrepot.domain.ports.payments import PaymentRequest, PaymentSession
from entrepot.kit.adapters import payment_gateways
from entrepot.kit.errors import Refused
from entrepot.kit.transitions import transition


def open_payment(*, order: Order, return_url: str, language: str, gateway: str = "") -> Payment:
    """A payment of what is due that waits for the buyer at ``redirect_url``: the order's total or, where it
    is paid in two goes, its deposit and later its balance.

    An open payment is given back rather than a second one made. ``gateway`` is the first configured one by
    default. Not to be called inside a transaction: it calls the provider. Raises ``Refused``:
    ``not_payable`` (paid, cancelled or too late), ``payment_unavailable`` 503 (try again),
    ``payment_refused`` (the provider says no).
    """
    payment = _intend(order, gateway or payment_gateways.codes()[0])
    if payment.status == "pending" and payment.redirect_url:
        return payment
    request = PaymentRequest(
        key=str(payment.pk), amount=payment.money.rounded(), order_number=order.number,
        return_url=return_url, language=language,
    )  # fmt: skip
    try:
        session = payment_gateways[payment.gateway].create(request)
    except Temporary as problem:
        raise Refused(
            _("The payment provider does not answer. Nothing was charged; try again in a minute."),
            code="payment_unavailable", status=503,
        ) from problem  # fmt: skip
    except Permanent as problem:
        _give_up(payment, str(problem))
        raise Refused(
            _("The payment provider refused this payment. Nothing was charged; try again or tell us."),
            code="payment_refused",
        ) from problem
    return _record(payment, session)


@transaction.atomic
def _intend(order: Order, gateway: str) -> Payment:
    locked = lock_order(order.pk)
    due = due_now(locked, plan_of(locked), timezone.now())
    if due is None:
        raise Refused(
            _("Order %(number)s can no longer be paid. Look at the order page, or place it again.")
            % {"number": locked.number},
            code="not_payable",
        )
    existing = Payment.objects.filter(order=locked, status__in=["created", "pending"]).first()
    return existing or Payment.objects.create(
        order=locked, gateway=gateway, purpose=due.purpose, amount=due.money.amount, currency=locked.currency
    )


@transaction.atomic
def _record(payment: Payment, session: PaymentSession) -> Payment:
    """The buyer may have paid and the notice arrived before this: then only the reference is filled in."""
    found: dict[str, Any] = {
        "provider_reference": session.provider_reference,
        "redirect_url": session.redirect_url,
    }
    try:
        return transition(payment, PAYMENT, to="pending", by=f"partner:{payment.gateway}", **found)
    except IllegalTransition:
        Payment.objects.filter(pk=payment.pk).update(**found)
        payment.refresh_from_db()
        return payment


@transaction.atomic
def _give_up(payment: Payment, reason: str) -> None:
    locked = lock_payment(payment.pk)
    if locked.status == "created":
        transition(locked, PAYMENT, to="failed", by=f"partner:{locked.gateway}", reason=reason[:200])

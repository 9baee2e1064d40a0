"""Payments as the in-memory provider makes them, and notices as it would send them."""

from itertools import count
from typing import Any

from entrepot.apps.orders.models import Case, Order
from entrepot.apps.payments.models import Payment
from entrepot.apps.payments.services.open_payment import open_payment
from entrepot.apps.payments.services.record_notice import record_notice
from entrepot.domain.money import Money
from entrepot.domain.ports.payments import PaymentNotice
from entrepot.kit.adapters import payment_gateways
from tests.factories.orders import a_placed_order

_numbers = count(1)


def an_open_payment(order: Order | None = None) -> Payment:
    order = order or a_placed_order()
    return open_payment(order=order, return_url="http://testserver/paid/", language="en")


def a_notice(payment: Payment, kind: str = "captured", **changed: Any) -> PaymentNotice:
    """A notice about ``payment``, of its own id unless one is given."""
    facts: dict[str, Any] = {
        "id": f"notice-{next(_numbers)}", "kind": kind, "provider_reference": payment.provider_reference,
        "key": str(payment.pk), "amount": Money(payment.amount, payment.currency),
    }  # fmt: skip
    return PaymentNotice(**{**facts, **changed})


def paid_at_the_provider(payment: Payment, received: Money | None = None) -> PaymentNotice:
    """The buyer pays on the provider's page, or transfers another amount, ``received``.

    The notice it sends is returned, not delivered.
    """
    gateway: Any = payment_gateways[payment.gateway]
    notice: PaymentNotice = gateway.pay(payment.provider_reference, received)
    return notice


def a_wrong_payment(order: Order, more: str = "1.00") -> Case:
    """One euro too much came for ``order``, or that much ``more`` (below zero: too little)."""
    payment = an_open_payment(order)
    notice = paid_at_the_provider(payment, payment.money + Money.of(more, payment.currency))
    record_notice(gateway=payment.gateway, notice=notice)
    return order.cases.get(kind="payment_amount_mismatch")


def a_paid_order(order: Order | None = None) -> Order:
    payment = an_open_payment(order)
    record_notice(gateway=payment.gateway, notice=paid_at_the_provider(payment))
    return Order.objects.get(pk=payment.order_id)

"""Money and stock when everything happens at the same moment, over real connections."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.queries import order_differences
from entrepot.apps.orders.services.cancel_order import cancel_order
from entrepot.apps.payments.models import JournalEntry, Payment, Refund
from entrepot.apps.payments.queries import ledger_differences, paid_amount, refunded_amount
from entrepot.apps.payments.services.expire_payments import expire_payments
from entrepot.apps.payments.services.open_payment import open_payment
from entrepot.apps.payments.services.record_notice import record_notice
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from tests.crowd import at_once
from tests.factories.inventory import stocked
from tests.factories.orders import a_placed_order
from tests.factories.payments import a_notice, a_paid_order, an_open_payment, paid_at_the_provider
from tests.settling import settle

pytestmark = pytest.mark.django_db(transaction=True)


def errors(results: list[Any], *expected: type[Exception]) -> list[Exception]:
    return [one for one in results if isinstance(one, Exception) and not isinstance(one, expected)]


def in_order() -> bool:
    return [*stock_differences(), *order_differences(), *ledger_differences()] == []


def taking(payment: Payment, **changed: Any) -> Callable[[], Any]:
    return partial(record_notice, gateway="sandbox", notice=a_notice(payment, **changed))


def test_one_notice_delivered_thirty_times_at_once_books_once() -> None:
    payment = an_open_payment()
    results = at_once([taking(payment, id="same") for _ in range(30)], connections=30)
    assert errors(results) == []
    assert sum(not taken.repeated for taken in results) == 1
    assert (JournalEntry.objects.count(), in_order()) == (1, True)


def test_shuffled_and_repeated_notices_of_many_payments_converge() -> None:
    payments = [an_open_payment() for _ in range(10)]
    acts = [
        taking(payment, kind=kind, id=f"{payment.pk}:{kind}")
        for payment in payments
        for kind in ("failed", "captured", "captured", "cancelled")
    ] * 3
    Random(7).shuffle(acts)
    assert errors(at_once(acts, connections=30)) == []
    assert set(Payment.objects.values_list("status", flat=True)) == {"captured"}
    assert set(Order.objects.values_list("status", flat=True)) == {"confirmed"}
    assert (JournalEntry.objects.count(), in_order()) == (10, True)


def test_paying_at_the_moment_of_expiry_leaves_the_order_either_paid_for_or_paid_back() -> None:
    """Two orders want the last unit of each level: the one that expires, and a rival waiting for it."""
    levels = [stocked(1) for _ in range(12)]
    payments = [an_open_payment(a_placed_order(level)) for level in levels]
    late = timezone.now() + timedelta(hours=1)
    acts: list[Callable[[], Any]] = []
    for level, payment in zip(levels, payments, strict=True):
        acts += [taking(payment), partial(expire_payments, now=late), partial(a_placed_order, level)]
    results = at_once(acts, connections=36)
    assert errors(results, Refused) == []
    for payment in payments:
        order = Order.objects.get(pk=payment.order_id)
        returned = refunded_amount(order) == paid_amount(order) == order.total
        assert order.status == "confirmed" or (order.status == "cancelled" and returned), order.status
        assert not (order.status == "confirmed" and refunded_amount(order))
    assert in_order()


def test_refunds_asked_for_at_once_never_exceed_what_was_paid() -> None:
    order = a_paid_order()
    parts = {"goods": Money.of("3.00", "EUR")}
    acts = [
        partial(request_refund, order=order, parts=parts, reason="x", reference=f"r{n}", by="operator:1")
        for n in range(30)
    ]
    results = at_once(acts, connections=30)
    assert errors(results, Refused) == []
    assert sum(isinstance(one, Refund) for one in results) == 3
    assert refunded_amount(order) == Money.of("9.00", "EUR")


def test_cancelling_while_the_money_arrives_always_ends_in_a_full_refund() -> None:
    payments = [an_open_payment() for _ in range(12)]
    acts: list[Callable[[], Any]] = []
    for payment in payments:
        notice = paid_at_the_provider(payment)
        acts += [
            partial(record_notice, gateway="sandbox", notice=notice),
            partial(cancel_order, order=payment.order, by="buyer", why="changed my mind"),
        ]
    assert errors(at_once(acts, connections=24), IllegalTransition) == []
    settle()
    for payment in payments:
        order = Order.objects.get(pk=payment.order_id)
        assert order.status == "cancelled"
        assert refunded_amount(order) == paid_amount(order) == order.total
    assert in_order()


def test_a_buyer_who_clicks_pay_many_times_has_one_payment() -> None:
    order = a_placed_order()
    acts = [partial(open_payment, order=order, return_url="http://testserver/", language="en")] * 20
    assert errors(at_once(acts, connections=20)) == []
    assert Payment.objects.count() == 1

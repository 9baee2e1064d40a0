"""Money back: never more than was paid, asked for once, and every failure in sight of the operator."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment, Refund
from entrepot.apps.payments.queries import ledger_differences, refunded_amount, trial_balance
from entrepot.apps.payments.services.record_notice import record_notice
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.apps.payments.services.send_refund import send_refund
from entrepot.domain.money import Money
from entrepot.domain.ports import Temporary
from entrepot.kit.adapters import payment_gateways
from entrepot.kit.errors import Refused
from tests.factories.orders import a_placed_order
from tests.factories.payments import a_notice, a_paid_order

pytestmark = pytest.mark.django_db


def euro(amount: str) -> Money:
    return Money.of(amount, "EUR")


def refund(order: Order, reference: str = "damaged:1", **parts: str) -> Refund:
    asked = {part: euro(amount) for part, amount in parts.items()}
    return request_refund(order=order, parts=asked, reason="damaged", reference=reference, by="operator:1")


def tell(refund: Refund, kind: str, **changed: object) -> str:
    notice = a_notice(refund.payment, kind, key=str(refund.pk), **{"amount": refund.money, **changed})
    return record_notice(gateway="sandbox", notice=notice).outcome


def status(refund: Refund) -> str:
    refund.refresh_from_db()
    return refund.status


def test_a_refund_is_sent_by_a_job_and_booked_when_the_provider_confirms_it(
    settle: Callable[[], int],
) -> None:
    order = a_paid_order()
    asked = refund(order, goods="6.00", tax="1.20")
    assert (asked.money, asked.status) == (euro("7.20"), "requested")
    settle()
    assert status(asked) == "sent"
    assert tell(asked, "refunded") == "refunded"
    assert tell(asked, "refunded") == "already_refunded"
    booked = {row.account: row.balance for row in trial_balance()}
    assert (booked["refunds_goods"], booked["tax_payable"], booked["psp_clearing"]) == (
        Decimal("6.00"), Decimal("-4.10"), Decimal("14.60"),
    )  # fmt: skip
    assert ledger_differences() == []


def test_the_same_matter_is_refunded_once() -> None:
    order = a_paid_order()
    assert refund(order, goods="6.00").pk == refund(order, goods="6.00").pk


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"goods": "10.00"}, {"goods": "0.01"}),
        ({"goods": "6.00"}, {"goods": "4.01"}),
        ({}, {"shipping": "4.51"}),
    ],
)
def test_refunds_never_exceed_what_was_paid_of_a_part(first: dict[str, str], second: dict[str, str]) -> None:
    order = a_paid_order()
    if first:
        refund(order, **first)
    before = refunded_amount(order)
    with pytest.raises(Refused, match="more than is left") as refusal:
        refund(order, "damaged:2", **second)
    assert (refusal.value.code, refunded_amount(order)) == ("refund_exceeds_captured", before)


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        ({"goods": Money.of("1", "USD")}, "paid in EUR"),
        ({"goods": Money.of("-1", "EUR")}, "positive amount"),
        ({"goods": Money.of("1.001", "EUR")}, "whole cents"),
        ({"tip": Money.of("1", "EUR")}, "not a part of an order"),
        ({"goods": Money.of("0", "EUR")}, "how much"),
    ],
)
def test_a_malformed_request_names_the_field(parts: dict[str, Money], complaint: str) -> None:
    with pytest.raises(Refused, match=complaint) as refusal:
        request_refund(order=a_paid_order(), parts=parts, reason="x", reference="x", by="operator:1")
    assert (refusal.value.status, refusal.value.faults[0].field.split(".")[0]) == (422, "parts")


def test_an_unpaid_order_has_nothing_to_refund() -> None:
    with pytest.raises(Refused, match="Nothing has been paid"):
        refund(a_placed_order(), goods="1.00")


def test_the_database_itself_refuses_to_refund_more_than_was_captured() -> None:
    payment = Payment.objects.get(order=a_paid_order())
    row = {"payment": payment, "currency": "EUR", "reason": "x", "by": "x"}
    kept = Refund.objects.create(amount=Decimal("21.80"), **row)
    for more in ({"amount": Decimal("0.01"), **row}, {"amount": Decimal("1"), **row, "currency": "USD"}):
        with pytest.raises(IntegrityError, match="would exceed"), transaction.atomic():
            Refund.objects.create(**more)
    with pytest.raises(IntegrityError, match="would exceed"), transaction.atomic():
        Refund.objects.filter(pk=kept.pk).update(amount=Decimal("21.81"))


def test_a_failed_refund_opens_a_case_and_frees_its_amount_for_another(settle: Callable[[], int]) -> None:
    order = a_paid_order()
    asked = refund(order, goods="10.00")
    settle()
    assert tell(asked, "refund_failed", reason="account_closed") == "refund_failed"
    assert tell(asked, "refund_failed") == "already_failed"
    assert (status(asked), order.cases.get().kind) == ("failed", "refund_failed")
    again = refund(order, goods="10.00")
    assert (again.pk != asked.pk, again.status, again.reference) == (True, "requested", "damaged:1~2")


def test_a_success_told_after_a_failure_counts_unless_the_amount_was_given_elsewhere(
    settle: Callable[[], int],
) -> None:
    order = a_paid_order()
    first = refund(order, goods="10.00")
    settle()
    tell(first, "refund_failed")
    second = refund(order, goods="10.00")
    assert tell(first, "refunded") == "exceeds_capture"
    assert set(order.cases.values_list("kind", flat=True)) == {"refund_failed", "refund_exceeds_capture"}
    tell(second, "refund_failed")
    assert tell(first, "refunded") == "refunded"
    assert ledger_differences() == []


def test_another_amount_than_asked_for_is_a_case_and_not_booked(settle: Callable[[], int]) -> None:
    order = a_paid_order()
    asked = refund(order, goods="6.00")
    settle()
    assert tell(asked, "refunded", amount=euro("6.01")) == "amount_mismatch"
    assert (status(asked), order.cases.get().kind) == ("sent", "refund_amount_mismatch")


def test_the_providers_word_may_come_before_our_call_returns() -> None:
    asked = refund(a_paid_order(), goods="6.00")
    assert tell(asked, "refunded") == "refunded"
    send_refund(refund_id=asked.pk)
    assert status(asked) == "refunded"


def test_a_provider_that_does_not_answer_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = refund(a_paid_order(), goods="6.00")

    def silence(*_args: object) -> None:
        raise Temporary("no answer")

    with monkeypatch.context() as patch:
        patch.setattr(payment_gateways["sandbox"], "refund", silence)
        with pytest.raises(Temporary):
            send_refund(refund_id=asked.pk)
    assert status(asked) == "requested"
    send_refund(refund_id=asked.pk)
    assert status(asked) == "sent"


def test_a_refusal_for_good_is_shown_to_the_operator() -> None:
    order = a_paid_order()
    asked = refund(order, goods="6.00")
    Payment.objects.update(provider_reference="unknown-there")
    send_refund(refund_id=asked.pk)
    assert (status(asked), order.cases.get().kind) == ("failed", "refund_failed")

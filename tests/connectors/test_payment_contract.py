"""What every payment gateway must do, in memory and over HTTP."""

import time
from dataclasses import replace

import pytest

from entrepot.connectors.webhook_signatures import signed_headers
from entrepot.domain.money import Money
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.payments import PaymentNotice
from tests.connectors import examples
from tests.connectors.running import tampered
from tests.connectors.worlds import PaymentWorld


def captured(payments: PaymentWorld, amount: str = "19.99") -> str:
    """A paid payment's reference."""
    request = examples.payment(amount=examples.gbp(amount))
    reference = payments.gateway.create(request).provider_reference
    payments.buyer("pay", reference)
    payments.mail.wait_for(reference)
    return reference


def test_opening_a_payment_twice_with_one_key_gives_the_same_session(payments: PaymentWorld) -> None:
    request = examples.payment()
    first = payments.gateway.create(request)
    assert payments.gateway.create(request) == first
    assert first.redirect_url.startswith("http")
    assert first.provider_reference in first.redirect_url


def test_refuses_a_used_key_with_another_amount(payments: PaymentWorld) -> None:
    request = examples.payment()
    payments.gateway.create(request)
    with pytest.raises(Permanent) as refused:
        payments.gateway.create(replace(request, amount=examples.gbp("0.01")))
    assert refused.value.code == "idempotency_key_reused"


def test_an_undecided_payment_has_no_notice(payments: PaymentWorld) -> None:
    session = payments.gateway.create(examples.payment())
    assert payments.gateway.fetch(session.provider_reference) is None


@pytest.mark.parametrize(
    "amount", [Money.of("19.99", "GBP"), Money.of("1980", "JPY"), Money.of("1.234", "KWD")], ids=str
)
def test_a_paid_payment_is_told_with_its_exact_amount(payments: PaymentWorld, amount: Money) -> None:
    request = examples.payment(amount=amount)
    reference = payments.gateway.create(request).provider_reference
    payments.buyer("pay", reference)
    [message] = payments.mail.wait_for(reference)
    notice = payments.gateway.parse_webhook(message.headers, message.body)
    assert notice == PaymentNotice(notice.id, "captured", reference, request.key, amount)
    assert payments.gateway.fetch(reference) == notice


@pytest.mark.parametrize(
    ("outcome", "kind", "reason"),
    [("fail", "failed", "insufficient_funds"), ("cancel", "cancelled", "cancelled_by_buyer")],
)
def test_a_payment_that_came_to_nothing_says_why(
    payments: PaymentWorld, outcome: str, kind: str, reason: str
) -> None:
    reference = payments.gateway.create(examples.payment()).provider_reference
    payments.buyer(outcome, reference)
    [message] = payments.mail.wait_for(reference)
    notice = payments.gateway.parse_webhook(message.headers, message.body)
    assert (notice.kind, notice.reason) == (kind, reason)


def test_a_refund_asked_for_twice_is_paid_back_once_under_its_own_key(payments: PaymentWorld) -> None:
    reference = captured(payments)
    payments.gateway.refund("refund-1", reference, examples.gbp("5.00"))
    payments.gateway.refund("refund-1", reference, examples.gbp("5.00"))
    messages = payments.mail.wait_for(reference, 2)
    notice = payments.gateway.parse_webhook(messages[1].headers, messages[1].body)
    assert (notice.kind, notice.key, notice.amount) == ("refunded", "refund-1", examples.gbp("5.00"))
    payments.gateway.refund("refund-2", reference, examples.gbp("14.99"))
    assert len(payments.mail.wait_for(reference, 3)) == 3


def test_one_payment_and_one_refund_may_share_a_key(payments: PaymentWorld) -> None:
    request = examples.payment()
    reference = payments.gateway.create(request).provider_reference
    payments.buyer("pay", reference)
    payments.gateway.refund(request.key, reference, examples.gbp("1.00"))
    assert len(payments.mail.wait_for(reference, 2)) == 2


def test_refuses_to_refund_more_than_was_paid(payments: PaymentWorld) -> None:
    reference = captured(payments)
    payments.gateway.refund("refund-1", reference, examples.gbp("15.00"))
    with pytest.raises(Permanent) as refused:
        payments.gateway.refund("refund-2", reference, examples.gbp("5.00"))
    assert refused.value.code == "amount_too_large"


def test_refuses_a_refund_in_another_currency(payments: PaymentWorld) -> None:
    reference = captured(payments)
    with pytest.raises(Permanent) as refused:
        payments.gateway.refund("refund-1", reference, Money.of("5.00", "EUR"))
    assert refused.value.code == "wrong_currency"


def test_a_refund_that_failed_is_told_and_may_be_asked_for_again(payments: PaymentWorld) -> None:
    reference = captured(payments)
    payments.let_next_refund_fail()
    payments.gateway.refund("refund-1", reference, examples.gbp("19.99"))
    messages = payments.mail.wait_for(reference, 2)
    notice = payments.gateway.parse_webhook(messages[1].headers, messages[1].body)
    assert (notice.kind, notice.key) == ("refund_failed", "refund-1")
    payments.gateway.refund("refund-2", reference, examples.gbp("19.99"))
    assert len(payments.mail.wait_for(reference, 3)) == 3


def test_refuses_to_refund_what_was_not_paid(payments: PaymentWorld) -> None:
    reference = payments.gateway.create(examples.payment()).provider_reference
    with pytest.raises(Permanent) as refused:
        payments.gateway.refund("refund-1", reference, examples.gbp("5.00"))
    assert refused.value.code == "not_captured"


def test_refuses_an_amount_with_a_fraction_of_a_penny(payments: PaymentWorld) -> None:
    with pytest.raises(Permanent) as refused:
        payments.gateway.create(examples.payment(amount=examples.gbp("19.999")))
    assert refused.value.code == "amount_not_whole"


def test_an_unknown_reference_is_permanent(payments: PaymentWorld) -> None:
    with pytest.raises(Permanent) as refused:
        payments.gateway.fetch("pay_/unknown?x")
    assert refused.value.code == "unknown_payment"


def test_refuses_a_message_that_was_altered(payments: PaymentWorld) -> None:
    [message] = payments.mail.wait_for(captured(payments))
    forged = tampered(message)
    with pytest.raises(Permanent) as refused:
        payments.gateway.parse_webhook(forged.headers, forged.body)
    assert refused.value.code == "signature"


def test_refuses_a_message_six_minutes_old(payments: PaymentWorld) -> None:
    [message] = payments.mail.wait_for(captured(payments))
    old = signed_headers(payments.mail.secret, message.id, int(time.time()) - 360, message.body)
    with pytest.raises(Permanent) as refused:
        payments.gateway.parse_webhook(old, message.body)
    assert refused.value.code == "stale"


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"[]", b"{}", b'{"data": {"id": 1}}', b'{"data": null}'])
def test_signed_garbage_is_permanent(payments: PaymentWorld, body: bytes) -> None:
    headers = signed_headers(payments.mail.secret, "msg_1", int(time.time()), body)
    with pytest.raises(Permanent) as refused:
        payments.gateway.parse_webhook(headers, body)
    assert refused.value.code == "garbage"

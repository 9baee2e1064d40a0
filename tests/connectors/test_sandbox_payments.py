"""The sandbox provider's calls: request built, call made, answer parsed, error parsed."""

import pytest

from entrepot.connectors.payments.sandbox import SandboxPayments, SandboxSettings, mapping
from entrepot.connectors.payments.sandbox.client import SandboxClient
from entrepot.domain.money import Money
from entrepot.domain.ports import Permanent, Temporary
from entrepot.domain.ports.payments import PaymentNotice, PaymentSession
from tests.connectors import examples
from tests.connectors.recorded import Recorded, problem

SETTINGS = SandboxSettings("https://pay.example", (), api_key="key-1")
NOTICE = {
    "id": "pay_1_n1",
    "type": "payment.captured",
    "reference": "pay_1",
    "key": "p-7",
    "amount": 1980,
    "currency": "JPY",
    "reason": "",
}


def over(transport: Recorded) -> SandboxPayments:
    return SandboxPayments(SETTINGS, client=SandboxClient(SETTINGS, transport))


def test_create_builds_the_request() -> None:
    request = examples.payment(amount=Money.of("12.50", "EUR"), language="zh-hans")
    assert mapping.payment_body(request) == {
        "amount": 1250,
        "currency": "EUR",
        "order_number": "E-1001",
        "return_url": "http://127.0.0.1:8000/en/orders/abc/paid/?from=pay",
        "language": "zh-hans",
    }


def test_create_makes_the_call() -> None:
    partner = Recorded({"reference": "pay_1", "redirect_url": "https://pay.example/pay/pay_1"}, 201)
    request = examples.payment(key="p-7")
    over(partner).create(request)
    assert partner.call == ("POST", "/v1/payments", mapping.payment_body(request))
    assert partner.header("idempotency-key") == "p-7"
    assert partner.header("authorization") == "Bearer key-1"


def test_create_parses_the_answer() -> None:
    partner = Recorded({"reference": "pay_1", "redirect_url": "https://pay.example/pay/pay_1"}, 201)
    expected = PaymentSession("pay_1", "https://pay.example/pay/pay_1")
    assert over(partner).create(examples.payment()) == expected


def test_create_parses_the_error() -> None:
    partner = Recorded(problem("invalid_field", "must be an http(s) address", "return_url"), 422)
    with pytest.raises(Permanent, match=r"^return_url: must be an http\(s\) address$") as refused:
        over(partner).create(examples.payment())
    assert refused.value.code == "invalid_field"


@pytest.mark.parametrize("answer", [{}, {"reference": "pay_1"}, [], b"<html>"])
def test_create_with_an_unreadable_answer_is_temporary(answer: object) -> None:
    with pytest.raises(Temporary) as failed:
        over(Recorded(answer, 201)).create(examples.payment())
    assert failed.value.code == "unreadable"


@pytest.mark.parametrize("minor", [0, -1, "100", 1.5, True, None])
def test_a_notice_of_no_amount_is_unreadable(minor: object) -> None:
    told = {"id": "n-1", "type": "payment.captured", "reference": "pay_1", "key": "p-7", "currency": "EUR"}
    assert mapping.notice({**told, "amount": 1}).amount == Money.of("0.01", "EUR")
    with pytest.raises(ValueError, match="whole minor units"):
        mapping.notice({**told, "amount": minor})


def test_refund_builds_the_request() -> None:
    assert mapping.amount_body(Money.of("1.234", "KWD")) == {"amount": 1234, "currency": "KWD"}


def test_refund_makes_the_call() -> None:
    partner = Recorded({"reference": "pay_1", "status": "pending"}, 202)
    over(partner).refund("r-1", "pay/1", examples.gbp("5"))
    assert partner.call == ("POST", "/v1/payments/pay%2F1/refunds", {"amount": 500, "currency": "GBP"})
    assert partner.header("idempotency-key") == "r-1"


def test_refund_takes_the_promise_for_an_answer() -> None:
    partner = Recorded({"reference": "pay_1", "status": "pending"}, 202)
    over(partner).refund("r-1", "pay_1", examples.gbp("5"))
    assert len(partner.requests) == 1


def test_refund_parses_the_error() -> None:
    partner = Recorded(problem("amount_too_large", "at most 100 can be refunded", "amount"), 422)
    with pytest.raises(Permanent) as refused:
        over(partner).refund("r-1", "pay_1", examples.gbp("5"))
    assert refused.value.code == "amount_too_large"


def test_fetch_builds_and_makes_the_call() -> None:
    partner = Recorded({"notices": []})
    over(partner).fetch("pay_1")
    assert partner.call == ("GET", "/v1/payments/pay_1", None)
    assert partner.header("idempotency-key") is None


def test_fetch_parses_the_latest_notice() -> None:
    partner = Recorded({"notices": [NOTICE | {"id": "pay_1_n0", "type": "payment.failed"}, NOTICE]})
    expected = PaymentNotice("pay_1_n1", "captured", "pay_1", "p-7", Money.of("1980", "JPY"))
    assert over(partner).fetch("pay_1") == expected


def test_fetch_parses_the_error() -> None:
    with pytest.raises(Permanent) as refused:
        over(Recorded(problem("unknown_payment", "there is no payment pay_1"), 404)).fetch("pay_1")
    assert refused.value.code == "unknown_payment"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"type": "payment.teleported"}, KeyError),
        ({"amount": "19.80"}, ValueError),
        ({"amount": True}, ValueError),
        ({"currency": "yen"}, ValueError),
    ],
    ids=str,
)
def test_a_notice_that_is_not_understood_is_not_guessed(change: dict[str, object], error: type) -> None:
    with pytest.raises(error):
        mapping.notice(NOTICE | change)

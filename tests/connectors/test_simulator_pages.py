"""The simulators' pages: a buyer pays, a clerk decides, and both languages are there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from entrepot.connectors.customs.simport import SimportCustoms, SimportSettings
from tests.connectors import examples
from tests.connectors.running import SECRET, WEB, Receiver, Running, until
from tests.connectors.worlds import SimulatedCarrierWorld, SimulatedCustomsWorld, SimulatedPaymentWorld


def pay_page(payments: SimulatedPaymentWorld, **changes: object) -> str:
    return payments.gateway.create(examples.payment(**changes)).redirect_url


def test_the_pay_page_shows_amount_order_and_that_no_money_moves(
    simulated_payments: SimulatedPaymentWorld,
) -> None:
    page = WEB.get(pay_page(simulated_payments)).text
    for words in ("Sandbox: no real money", "GBP 19.99", "E-1001", "Pay", "Cancel", 'lang="en"'):
        assert words in page


def test_the_pay_page_speaks_chinese(simulated_payments: SimulatedPaymentWorld) -> None:
    page = WEB.get(pay_page(simulated_payments, language="zh-hans")).text
    for words in ("沙盒环境：不涉及真实资金", "应付金额", "支付", "取消", 'lang="zh-Hans"'):
        assert words in page


def test_clicking_pay_leads_back_to_the_shop_with_its_own_query_kept(
    simulated_payments: SimulatedPaymentWorld,
) -> None:
    address = pay_page(simulated_payments)
    answer = WEB.post(address, data={"outcome": "pay"})
    reference = address.rsplit("/", 1)[1].split("?")[0]
    assert answer.status_code == 303
    assert answer.headers["location"] == (
        "http://127.0.0.1:8000/en/orders/abc/paid/"
        f"?from=pay&payment_reference={reference}&payment_status=captured"
    )
    simulated_payments.mail.wait_for(reference)
    assert "Back to the shop" in WEB.get(address).text


def test_a_paid_payment_cannot_be_cancelled_on_the_page(simulated_payments: SimulatedPaymentWorld) -> None:
    address = pay_page(simulated_payments)
    WEB.post(address, data={"outcome": "pay"})
    assert WEB.post(address, data={"outcome": "pay"}).status_code == 303
    assert WEB.post(address, data={"outcome": "cancel"}).status_code == 409


def test_forms_of_other_sites_may_not_pay(simulated_payments: SimulatedPaymentWorld) -> None:
    address = pay_page(simulated_payments)
    answer = WEB.post(address, data={"outcome": "pay"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert WEB.get(address).text.count("<button") == 3


def test_what_a_partner_sent_is_shown_as_text(simulated_payments: SimulatedPaymentWorld) -> None:
    address = pay_page(simulated_payments, order_number="<script>alert(1)</script>")
    page = WEB.get(address).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(("language", "word"), [("en", "Webhook deliveries"), ("zh", "回调投递")])
def test_every_simulator_has_a_status_page(
    simulated_payments: SimulatedPaymentWorld,
    simulated_customs: SimulatedCustomsWorld,
    simulated_carrier: SimulatedCarrierWorld,
    language: str,
    word: str,
) -> None:
    simulated_carrier.carrier.book(examples.booking())
    for world in (simulated_payments, simulated_customs, simulated_carrier):
        answer = WEB.get(f"{world.simulator.url}/", params={"lang": language})
        assert answer.status_code == 200
        assert word in answer.text


@pytest.fixture
def manual_port(tmp_path: Path, receiver: Receiver) -> Iterator[Running]:
    port = Running("customs", tmp_path, receiver.url, ("--manual", "--speed", "fast")).start()
    yield port
    port.stop()


def test_a_clerk_decides_by_hand(manual_port: Running) -> None:
    gateway = SimportCustoms(SimportSettings(manual_port.url, (SECRET,)))
    message = examples.declaration(reference="D 1/ü")
    gateway.submit(message)
    desk = WEB.get(f"{manual_port.url}/?lang=zh").text
    for words in ("口岸等待关员处理。", "D 1/ü", "放行", "退单", "Sunscreen lotion"):
        assert words in desk
    address = f"{manual_port.url}/clerk/D%201%2F%C3%BC?lang=zh"
    assert f'action="{address.removeprefix(manual_port.url)}"' in desk
    assert WEB.post(address, data={"outcome": "inspection"}).status_code == 303
    assert [r.kind for r in gateway.replies("D 1/ü")] == ["accepted", "inspection"]
    assert WEB.post(address, data={"outcome": "release"}).status_code == 303
    assert [r.kind for r in gateway.replies("D 1/ü")][-1] == "released"
    assert WEB.post(address, data={"outcome": "release"}).status_code == 409


def test_a_clerk_is_quicker_than_the_plan(tmp_path: Path, receiver: Receiver) -> None:
    port = Running("customs", tmp_path, receiver.url, ("--speed", "real")).start()
    try:
        gateway = SimportCustoms(SimportSettings(port.url, (SECRET,)))
        message = examples.declaration()
        gateway.submit(message)
        port.control(f"decide/{message.reference}", {"outcome": "reject", "note": "wrong invoice"})
        [reply] = until(lambda: gateway.replies(message.reference))
        assert (reply.kind, reply.message) == ("rejected", "wrong invoice")
        assert [p for p in port.state()["pending"] if p["lane"] == "event"] == []
    finally:
        port.stop()

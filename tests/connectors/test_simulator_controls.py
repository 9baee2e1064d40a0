"""The control API and the choices that simulators make on request or by chance."""

import hashlib
from dataclasses import replace
from functools import partial

import httpx
import pytest

from simulators.carrier.journey import plan
from tests.connectors import examples
from tests.connectors.running import WEB, Running, until
from tests.connectors.worlds import SimulatedCarrierWorld, SimulatedCustomsWorld, SimulatedPaymentWorld


def codes(origin: str, destination: str, disturbance: str = "") -> list[str]:
    return [step.code for step in plan(origin, destination, disturbance)]


@pytest.mark.parametrize(
    ("origin", "destination", "disturbance", "expected"),
    [
        ("CN", "GB", "", "PUP OHD DAR CCL OFD DLV"),
        ("DE", "FR", "", "PUP OHD DAR OFD DLV"),
        ("GB", "GB", "", "PUP SRT OFD DLV"),
        ("CN", "GB", "attempt_fail", "PUP OHD DAR CCL OFD ATF OFD DLV"),
        ("CN", "GB", "customs_hold", "PUP OHD DAR CHD CCL OFD DLV"),
        ("GB", "GB", "customs_hold", "PUP SRT OFD DLV"),
        ("CN", "GB", "delay", "PUP OHD DAR CCL DLY OFD DLV"),
        ("CN", "GB", "pickup_point", "PUP OHD DAR CCL OFD AVP DLV"),
        ("CN", "GB", "damage", "PUP OHD DAR CCL DMG"),
        ("GB", "GB", "refused", "PUP SRT OFD RFS"),
        ("CN", "GB", "lost", "PUP OHD DAR CCL LST"),
        ("CN", "GB", "address_unclear", "PUP OHD DAR CCL OFD ADR"),
        ("CN", "GB", "duty_unpaid", "PUP OHD DAR DTY"),
        ("CN", "GB", "stall_at_hub", "PUP OHD"),
        ("GB", "GB", "stall_at_hub", "PUP SRT"),
        ("CN", "GB", "stall_abroad", "PUP OHD DAR"),
        ("GB", "GB", "stall_abroad", "PUP SRT OFD DLV"),
    ],
)
def test_plans_the_way(origin: str, destination: str, disturbance: str, expected: str) -> None:
    assert codes(origin, destination, disturbance) == expected.split()


@pytest.mark.parametrize("disturbance", ["", "attempt_fail", "delay", "customs_hold", "pickup_point"])
@pytest.mark.parametrize("destination", ["GB", "CN"])
def test_steps_follow_one_another_and_a_demonstration_takes_about_a_minute(
    destination: str, disturbance: str
) -> None:
    steps = plan("CN", destination, disturbance)
    for pace in ([step.demo for step in steps], [step.real for step in steps]):
        assert pace == sorted(set(pace))
    assert steps[-1].demo <= 70


def test_a_parcel_meets_the_trouble_that_was_asked_for(simulated_carrier: SimulatedCarrierWorld) -> None:
    simulated_carrier.simulator.control("next", {"outcome": "attempt_fail"})
    number = simulated_carrier.carrier.book(examples.booking()).tracking_number
    simulated_carrier.carrier.hand_over(number)
    events = until(lambda: simulated_carrier.carrier.track(number)[7:])
    assert events[-1].status == "delivered"
    failed = [e for e in simulated_carrier.carrier.track(number) if e.status == "attempt_fail"]
    assert [(e.reason, e.leg, e.carrier_code) for e in failed] == [("recipient_absent", "last_mile", "ATF")]


@pytest.mark.parametrize(
    ("service", "country", "letters"),
    [("economy", "GB", "LE"), ("parcel", "DE", "HE"), ("EXPRESS", "US", "EE"), ("whatever", "AU", "LE")],
)
def test_the_number_tells_service_and_country(
    simulated_carrier: SimulatedCarrierWorld, service: str, country: str, letters: str
) -> None:
    sender = examples.Address("A", "1 Street", "City", "1000", country)
    booking = examples.booking(service=service, sender=sender)
    number = simulated_carrier.carrier.book(booking).tracking_number
    assert (number[:4], number[-2:]) == (f"{letters}99", country)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("faults", {"kind": "earthquake"}, "kind"),
        ("faults", {"kind": "delay", "times": 0}, "times"),
        ("faults", {"kind": "delay", "times": True}, "times"),
        ("faults", {"kind": "delay", "seconds": "long"}, "seconds"),
        ("faults", {"kind": "delay", "path": 5}, "path"),
        ("next", {"outcome": "miracle"}, "outcome"),
        ("next", {"outcome": "refund_failed", "times": -1}, "times"),
        ("speed", {"speed": "warp"}, "speed"),
        ("pay/pay_unknown", {}, "reference"),
    ],
)
def test_a_wrong_request_to_the_control_api_names_the_field(
    simulated_payments: SimulatedPaymentWorld, path: str, body: dict[str, object], field: str
) -> None:
    answer = WEB.post(f"{simulated_payments.simulator.url}/control/{path}", json=body)
    assert answer.status_code in (404, 422)
    assert answer.json()["error"]["field"] == field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": "19.99"}, "amount"),
        ({"amount": 0}, "amount"),
        ({"currency": "eur"}, "currency"),
        ({"return_url": "javascript:alert(1)"}, "return_url"),
        ({"order_number": " "}, "order_number"),
    ],
    ids=str,
)
def test_a_wrong_payment_is_refused_naming_the_field_and_nothing_is_kept(
    simulated_payments: SimulatedPaymentWorld, change: dict[str, object], field: str
) -> None:
    simulator = simulated_payments.simulator
    before = simulator.state()["counts"]
    good = {"amount": 1999, "currency": "EUR", "order_number": "E-1", "return_url": "https://shop.example/"}
    answer = call(simulator, "/v1/payments", good | change)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)
    assert simulator.state()["counts"] == before


def call(simulator: Running, path: str, body: object, **headers: str) -> httpx.Response:
    standard = {"authorization": "Bearer sandbox", "idempotency-key": "k"}
    return WEB.post(f"{simulator.url}{path}", json=body, headers=standard | headers)


def test_refuses_calls_without_key_or_credentials(simulated_payments: SimulatedPaymentWorld) -> None:
    simulator = simulated_payments.simulator
    assert call(simulator, "/v1/payments", {}, authorization="Bearer other").status_code == 401
    nameless = WEB.post(f"{simulator.url}/v1/payments", headers={"authorization": "Bearer sandbox"})
    assert (nameless.status_code, nameless.json()["error"]["code"]) == (400, "idempotency_key_required")


def test_refuses_bodies_that_are_not_json_objects_or_too_large(
    simulated_payments: SimulatedPaymentWorld,
) -> None:
    simulator = simulated_payments.simulator
    assert call(simulator, "/v1/payments", [1]).status_code == 400
    assert call(simulator, "/v1/payments", "x" * 1_000_001).status_code == 413
    assert call(simulator, "/v1/nowhere", {}).status_code == 404
    assert WEB.delete(f"{simulator.url}/").status_code == 405


def test_chance_is_the_same_for_the_same_reference(simulated_customs: SimulatedCustomsWorld) -> None:
    simulated_customs.simulator.control("rates", {"query": "0.5", "inspection": "0", "reject": "0"})
    try:
        for number in range(8):
            message = examples.declaration(reference=f"chance-{number}-{examples.uuid4().hex[:6]}")
            digest = hashlib.sha256(message.reference.encode()).digest()
            expected = "query" if digest[0] < 128 else "accepted"
            simulated_customs.gateway.submit(message)
            [first, *_] = until(partial(simulated_customs.gateway.replies, message.reference))
            assert first.kind == expected
    finally:
        simulated_customs.simulator.control("rates", {"query": 0, "inspection": 0, "reject": 0})


@pytest.mark.parametrize(
    ("marker", "kind"), [("SIM-QUERY", "query"), ("SIM-REJECT", "rejected"), ("SIM-INSPECT", "inspection")]
)
def test_a_marker_in_the_reference_decides(
    simulated_customs: SimulatedCustomsWorld, marker: str, kind: str
) -> None:
    reference = f"{marker}-{examples.uuid4().hex[:8]}"
    simulated_customs.gateway.submit(examples.declaration(reference=reference))
    until(lambda: kind in [r.kind for r in simulated_customs.gateway.replies(reference)])


def test_what_was_refused_by_chance_is_released_once_corrected(
    simulated_customs: SimulatedCustomsWorld,
) -> None:
    gateway = simulated_customs.gateway
    simulated_customs.simulator.control("rates", {"query": 0, "inspection": 0, "reject": 1})
    try:
        message = examples.declaration()
        gateway.submit(message)
        until(partial(gateway.replies, message.reference))
        gateway.submit(replace(message, key=message.key + "-2"))
        replies = until(lambda: gateway.replies(message.reference)[2:])
        assert [reply.kind for reply in replies] == ["released"]
    finally:
        simulated_customs.simulator.control("rates", {"query": 0, "inspection": 0, "reject": 0})

"""Over real HTTP: whatever goes wrong on the way, asking again with the same key does the work once."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from entrepot.connectors.payments.sandbox import SandboxPayments, SandboxSettings
from entrepot.domain.ports import Temporary
from tests.connectors import examples
from tests.connectors.running import Running, body_of, until
from tests.connectors.worlds import (
    ANSWER_S,
    SimulatedCarrierWorld,
    SimulatedCustomsWorld,
    SimulatedPaymentWorld,
)


@dataclass
class Attempt:
    """One idempotent call to a partner, and how many objects the partner holds."""

    simulator: Running
    call: Callable[[], object]
    kind: str

    def count(self) -> int:
        return int(self.simulator.state()["counts"][self.kind])


@pytest.fixture(params=["payment", "declaration", "parcel"])
def attempt(
    request: pytest.FixtureRequest,
    simulated_payments: SimulatedPaymentWorld,
    simulated_customs: SimulatedCustomsWorld,
    simulated_carrier: SimulatedCarrierWorld,
) -> Attempt:
    payment, declaration, booking = examples.payment(), examples.declaration(), examples.booking()
    world, call = {
        "payment": (simulated_payments, lambda: simulated_payments.gateway.create(payment)),
        "declaration": (simulated_customs, lambda: simulated_customs.gateway.submit(declaration)),
        "parcel": (simulated_carrier, lambda: simulated_carrier.carrier.book(booking)),
    }[request.param]
    return Attempt(world.simulator, call, request.param)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"kind": "delay", "seconds": ANSWER_S + 0.3}, "timeout"),
        ({"kind": "error_500"}, "fault_on_request"),
        ({"kind": "reset"}, "connection"),
        ({"kind": "garbage"}, "unreadable"),
    ],
    ids=["delay", "error_500", "reset", "garbage"],
)
def test_a_call_that_went_wrong_is_temporary_and_repeating_it_works_once(
    attempt: Attempt, fault: dict[str, object], code: str
) -> None:
    before = attempt.count()
    attempt.simulator.fault(**fault)  # type: ignore[arg-type]
    with pytest.raises(Temporary) as failed:
        attempt.call()
    assert failed.value.code == code
    answer = attempt.call()
    assert attempt.call() == answer
    until(lambda: attempt.count() == before + 1)


def test_a_duplicate_webhook_has_the_same_id(simulated_payments: SimulatedPaymentWorld) -> None:
    reference = simulated_payments.gateway.create(examples.payment()).provider_reference
    simulated_payments.simulator.fault("duplicate_webhook")
    simulated_payments.buyer("pay", reference)
    first, second = simulated_payments.mail.wait_for(reference, 2)
    assert first.id == second.id
    parse = simulated_payments.gateway.parse_webhook
    assert parse(first.headers, first.body) == parse(second.headers, second.body)


def test_a_lost_webhook_is_caught_up_with_by_asking(simulated_payments: SimulatedPaymentWorld) -> None:
    reference = simulated_payments.gateway.create(examples.payment()).provider_reference
    simulated_payments.simulator.fault("lost_webhook")
    simulated_payments.buyer("pay", reference)
    notice = simulated_payments.gateway.fetch(reference)
    assert notice is not None
    assert (notice.kind, notice.amount) == ("captured", examples.gbp("19.99"))
    outcomes = [d["outcome"] for d in simulated_payments.simulator.state()["deliveries"][:1]]
    assert outcomes == ["lost on request"]


def test_a_wrong_amount_is_told_as_it_came(simulated_payments: SimulatedPaymentWorld) -> None:
    reference = simulated_payments.gateway.create(examples.payment()).provider_reference
    simulated_payments.simulator.fault("wrong_amount")
    simulated_payments.buyer("pay", reference)
    [message] = simulated_payments.mail.wait_for(reference)
    notice = simulated_payments.gateway.parse_webhook(message.headers, message.body)
    assert notice.amount == examples.gbp("20.00")
    assert body_of(message)["type"] == "payment.captured"


def test_a_fault_strikes_only_the_path_it_was_armed_for(simulated_payments: SimulatedPaymentWorld) -> None:
    simulated_payments.simulator.fault("error_500", path="/v1/other")
    simulated_payments.gateway.create(examples.payment())
    assert len(simulated_payments.simulator.state()["faults"]) == 1


def test_nobody_listening_is_temporary() -> None:
    nowhere = SandboxPayments(SandboxSettings("http://127.0.0.1:9", (), connect_s=1))
    with pytest.raises(Temporary) as failed:
        nowhere.create(examples.payment())
    assert failed.value.code == "connection"

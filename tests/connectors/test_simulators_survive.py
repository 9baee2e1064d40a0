"""A simulator that is killed carries on where it was; one that is told to stop stops at once."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from entrepot.connectors.carriers.simcarrier import Simcarrier, SimcarrierSettings
from entrepot.connectors.payments.sandbox import SandboxPayments, SandboxSettings
from tests.connectors import examples
from tests.connectors.running import PATIENCE_S, SECRET, Receiver, Running, until


@pytest.fixture
def own_receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def carrier(tmp_path: Path, own_receiver: Receiver) -> Iterator[Running]:
    running = Running("carrier", tmp_path, own_receiver.url, ("--speed", "demo")).start()
    yield running
    if running.process.poll() is None:
        running.stop(signal.SIGKILL)


def test_a_journey_goes_on_after_kill_9(carrier: Running, own_receiver: Receiver) -> None:
    adapter = Simcarrier(SimcarrierSettings(carrier.url, (SECRET,)))
    booking = examples.booking()
    number = adapter.book(booking).tracking_number
    adapter.hand_over(number)
    steps = steps_behind_and_ahead(carrier, adapter, number)
    carrier.stop(signal.SIGKILL)
    carrier.start()
    again = Simcarrier(SimcarrierSettings(carrier.url, (SECRET,)))
    assert again.book(booking).tracking_number == number
    until(lambda: steps_behind_and_ahead(carrier, again, number) == steps)
    until(lambda: "PUP" in [event.carrier_code for event in again.track(number)])
    assert again.book(examples.booking()).tracking_number != number
    own_receiver.wait_for("PUP")


def steps_behind_and_ahead(simulator: Running, adapter: Simcarrier, number: str) -> int:
    behind = len(adapter.track(number))
    return behind + sum(one["lane"] == "event" for one in simulator.state()["pending"])


def test_a_webhook_is_kept_until_the_shop_takes_it(tmp_path: Path, own_receiver: Receiver) -> None:
    own_receiver.status = 503
    payment = Running("payment", tmp_path, own_receiver.url).start()
    try:
        gateway = SandboxPayments(SandboxSettings(payment.url, (SECRET,)))
        reference = gateway.create(examples.payment()).provider_reference
        payment.control(f"pay/{reference}", {"outcome": "pay"})
        until(lambda: payment.state()["deliveries"])
        payment.stop(signal.SIGKILL)
        own_receiver.status = 204
        payment.start()
        messages = own_receiver.wait_for(reference, 2)
        assert len({message.id for message in messages}) == 1
        until(lambda: payment.state()["pending"] == [])
        outcomes = [delivery["outcome"] for delivery in payment.state()["deliveries"]]
        assert outcomes[0] == "204"
        assert set(outcomes[1:]) == {"503"}
    finally:
        payment.stop(signal.SIGKILL)


def test_stops_at_once_with_an_open_connection(carrier: Running) -> None:
    adapter = Simcarrier(SimcarrierSettings(carrier.url, (SECRET,)))
    adapter.book(examples.booking())
    begun = time.monotonic()
    assert carrier.stop(signal.SIGTERM) == 0
    # Not a bar to miss by a little: who waits for the connection waits a minute.
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize("name", ["payment", "customs", "carrier"])
def test_is_small_and_sleeps_while_nobody_calls(name: str, tmp_path: Path) -> None:
    simulator = Running(name, tmp_path, "http://127.0.0.1:9/x").start()
    try:
        process = Path(f"/proc/{simulator.process.pid}")
        if not process.exists():
            pytest.skip("needs /proc")
        until(lambda: slept(process))
        resident_kb = int((process / "status").read_text().split("VmRSS:")[1].split()[0])
        assert resident_kb < 30_000
    finally:
        simulator.stop()


def slept(process: Path) -> bool:
    """Whether it did nothing for a while; the first while may still be that of its start."""
    before = cpu_ticks(process)
    time.sleep(0.6)
    return cpu_ticks(process) - before <= 1


def cpu_ticks(process: Path) -> int:
    fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("payment", ("--speed", "slow"), "--speed"),
        ("customs", ("--query-rate", "1.5"), "rates must be numbers from 0 to 1"),
        ("customs", ("--query-rate", "0.6", "--inspection-rate", "0.6"), "rates together"),
        ("carrier", ("--webhook", "ftp://x"), "webhook must be an http"),
        ("carrier", ("--secret", "abc"), "secret"),
    ],
)
def test_says_which_argument_is_wrong(
    name: str, options: tuple[str, ...], said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    simulator = Running(name, tmp_path, "http://127.0.0.1:9/x", options)
    with pytest.raises(AssertionError, match="did not start"):
        simulator.start()
    assert simulator.process.wait(PATIENCE_S) != 0
    simulator.process.stdout.close()
    assert said in capfd.readouterr().err

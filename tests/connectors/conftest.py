"""Each simulator runs once for the session, at speed ``fast``; no test of this folder needs Django."""

from collections.abc import Iterator

import pytest

from tests.connectors import worlds
from tests.connectors.running import Receiver, Running

NEVER = ("--query-rate", "0", "--inspection-rate", "0")


@pytest.fixture(scope="session")
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture(scope="session")
def simulators(tmp_path_factory: pytest.TempPathFactory, receiver: Receiver) -> Iterator[dict[str, Running]]:
    home = tmp_path_factory.mktemp("simulators")
    options = {"payment": (), "customs": NEVER, "carrier": (), "channel": ()}
    running = {
        name: Running(name, home, receiver.url, ("--speed", "fast", *more)).start()
        for name, more in options.items()
    }
    yield running
    for simulator in running.values():
        simulator.stop()


@pytest.fixture(scope="session")
def simulated_worlds(
    simulators: dict[str, Running], receiver: Receiver
) -> tuple[
    worlds.SimulatedPaymentWorld,
    worlds.SimulatedCustomsWorld,
    worlds.SimulatedCarrierWorld,
    worlds.SimulatedChannelWorld,
]:
    """One adapter of each kind for the session: making an HTTP client is what costs time."""
    return (
        worlds.SimulatedPaymentWorld(simulators["payment"], receiver),
        worlds.SimulatedCustomsWorld(simulators["customs"], receiver),
        worlds.SimulatedCarrierWorld(simulators["carrier"], receiver),
        worlds.SimulatedChannelWorld(simulators["channel"], receiver),
    )


@pytest.fixture
def simulated_payments(simulated_worlds: tuple[worlds.SimulatedPaymentWorld, ...]) -> object:
    return calm(simulated_worlds[0])


@pytest.fixture
def simulated_customs(simulated_worlds: tuple[worlds.SimulatedCustomsWorld, ...]) -> object:
    return calm(simulated_worlds[1])


@pytest.fixture
def simulated_carrier(simulated_worlds: tuple[worlds.SimulatedCarrierWorld, ...]) -> object:
    return calm(simulated_worlds[2])


@pytest.fixture
def simulated_channel(simulated_worlds: tuple[worlds.SimulatedChannelWorld, ...]) -> object:
    return calm(simulated_worlds[3])


@pytest.fixture(params=["memory", "simulator"])
def channels(request: pytest.FixtureRequest) -> worlds.ChannelWorld:
    if request.param == "memory":
        return worlds.MemoryChannelWorld()
    return request.getfixturevalue("simulated_channel")


@pytest.fixture(params=["memory", "simulator"])
def payments(request: pytest.FixtureRequest) -> worlds.PaymentWorld:
    if request.param == "memory":
        return worlds.MemoryPaymentWorld()
    return request.getfixturevalue("simulated_payments")


@pytest.fixture(params=["memory", "simulator"])
def customs(request: pytest.FixtureRequest) -> worlds.CustomsWorld:
    if request.param == "memory":
        return worlds.MemoryCustomsWorld()
    return request.getfixturevalue("simulated_customs")


@pytest.fixture(params=["memory", "simulator"])
def carriers(request: pytest.FixtureRequest) -> worlds.CarrierWorld:
    if request.param == "memory":
        return worlds.MemoryCarrierWorld()
    return request.getfixturevalue("simulated_carrier")


def calm(world: object) -> object:
    """No fault of an earlier test is left."""
    world.simulator.control("faults", method="DELETE")  # type: ignore[attr-defined]
    return world

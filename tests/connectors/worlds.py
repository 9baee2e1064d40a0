"""The same partner twice: in memory, and as a simulator over HTTP. Contract tests see only this."""

from typing import Protocol

from entrepot.connectors.carriers.memory import MemoryCarrier
from entrepot.connectors.carriers.memory_desk import MemoryCarrierDesk
from entrepot.connectors.carriers.simcarrier import Simcarrier, SimcarrierDesk, SimcarrierSettings
from entrepot.connectors.channels.memory import MemoryChannel
from entrepot.connectors.channels.sandmarket import Sandmarket, SandmarketSettings
from entrepot.connectors.customs.memory import MemoryCustoms
from entrepot.connectors.customs.simport import SimportCustoms, SimportSettings
from entrepot.connectors.memory_partner import SECRET as MEMORY_SECRET
from entrepot.connectors.payments.memory import MemoryPayments
from entrepot.connectors.payments.sandbox import SandboxPayments, SandboxSettings
from entrepot.domain.ports.carrier_desks import CarrierDesk
from entrepot.domain.ports.carriers import Carrier
from entrepot.domain.ports.channels import ChannelGateway
from entrepot.domain.ports.customs import CustomsGateway
from entrepot.domain.ports.payments import PaymentGateway
from tests.connectors.running import SECRET, Received, Receiver, Running

ANSWER_S = 4


class Mail(Protocol):
    """Where the partner's webhooks arrive."""

    secret: str

    def wait_for(self, subject: str, count: int = 1) -> list[Received]: ...


class SimulatorMail:
    secret = SECRET

    def __init__(self, receiver: Receiver) -> None:
        self.wait_for = receiver.wait_for


class MemoryMail:
    secret = MEMORY_SECRET

    def __init__(self, partner: MemoryPayments | MemoryCustoms | MemoryCarrier) -> None:
        self._partner = partner

    def wait_for(self, subject: str, count: int = 1) -> list[Received]:
        messages = [Received(m.headers, m.body) for m in self._partner.outbox]
        found = [message for message in messages if subject.encode() in message.body]
        assert len(found) >= count
        return found


class MemoryPaymentWorld:
    def __init__(self) -> None:
        self.gateway: PaymentGateway = MemoryPayments()
        self.mail: Mail = MemoryMail(self.gateway)  # type: ignore[arg-type]

    def buyer(self, outcome: str, reference: str) -> None:
        getattr(self.gateway, outcome)(reference)

    def let_next_refund_fail(self) -> None:
        self.gateway.next_refund_fails = True  # type: ignore[attr-defined]


class SimulatedPaymentWorld:
    def __init__(self, simulator: Running, receiver: Receiver) -> None:
        self.simulator = simulator
        self.gateway: PaymentGateway = SandboxPayments(
            SandboxSettings(simulator.url, (SECRET,), answer_s=ANSWER_S)
        )
        self.mail: Mail = SimulatorMail(receiver)

    def buyer(self, outcome: str, reference: str) -> None:
        self.simulator.control(f"pay/{reference}", {"outcome": outcome})

    def let_next_refund_fail(self) -> None:
        self.simulator.control("next", {"outcome": "refund_failed"})


class MemoryCustomsWorld:
    def __init__(self) -> None:
        self.gateway: CustomsGateway = MemoryCustoms()
        self.mail: Mail = MemoryMail(self.gateway)  # type: ignore[arg-type]

    def ask_for(self, outcome: str) -> None:
        self.gateway.next_outcomes.append(outcome)  # type: ignore[attr-defined]


class SimulatedCustomsWorld:
    def __init__(self, simulator: Running, receiver: Receiver) -> None:
        self.simulator = simulator
        self.gateway: CustomsGateway = SimportCustoms(
            SimportSettings(simulator.url, (SECRET,), answer_s=ANSWER_S)
        )
        self.mail: Mail = SimulatorMail(receiver)

    def ask_for(self, outcome: str) -> None:
        words = {"rejected": "reject"}
        self.simulator.control("next", {"outcome": words.get(outcome, outcome)})


class MemoryCarrierWorld:
    def __init__(self) -> None:
        memory = MemoryCarrier()
        self.carrier: Carrier = memory
        self.desk: CarrierDesk = MemoryCarrierDesk(memory)
        self.mail: Mail = MemoryMail(self.carrier)  # type: ignore[arg-type]

    def move(self, number: str) -> None:
        self.carrier.deliver(number)  # type: ignore[attr-defined]


class SimulatedCarrierWorld:
    def __init__(self, simulator: Running, receiver: Receiver) -> None:
        self.simulator = simulator
        settings = SimcarrierSettings(simulator.url, (SECRET,), answer_s=ANSWER_S)
        self.carrier: Carrier = Simcarrier(settings)
        self.desk: CarrierDesk = SimcarrierDesk(settings)
        self.mail: Mail = SimulatorMail(receiver)

    def move(self, number: str) -> None:
        """The simulator moves handed-over parcels by itself."""


PaymentWorld = MemoryPaymentWorld | SimulatedPaymentWorld
CustomsWorld = MemoryCustomsWorld | SimulatedCustomsWorld
CarrierWorld = MemoryCarrierWorld | SimulatedCarrierWorld


class ChannelWorld(Protocol):
    gateway: ChannelGateway

    def available(self) -> dict[str, int]: ...

    def told(self) -> list[str]: ...


class MemoryChannelWorld:
    def __init__(self) -> None:
        self._channel = MemoryChannel()
        self.gateway: ChannelGateway = self._channel

    def available(self) -> dict[str, int]:
        """Units by SKU of what is on sale."""
        return dict(self._channel.available)

    def told(self) -> list[str]:
        """The tracking numbers that the channel knows."""
        return [message.tracking_number for message in self._channel.told.values()]


class SimulatedChannelWorld:
    def __init__(self, simulator: Running, receiver: Receiver) -> None:
        self.simulator = simulator
        self.gateway: ChannelGateway = Sandmarket(SandmarketSettings(simulator.url, answer_s=ANSWER_S))

    def available(self) -> dict[str, int]:
        listings = self.simulator.state()["listings"]
        return {one["sku"]: one["available"] for one in listings if one["status"] == "live"}

    def told(self) -> list[str]:
        return [one["tracking_number"] for one in self.simulator.state()["shipments"]]

"""The adapters in use, by kind and code. ``config.connectors`` fills this at start-up; apps only read it."""

from typing import Generic, TypeVar

from entrepot.domain.ports.carrier_desks import CarrierDesk
from entrepot.domain.ports.carriers import Carrier
from entrepot.domain.ports.channels import ChannelGateway
from entrepot.domain.ports.customs import CustomsGateway
from entrepot.domain.ports.notices import NoticeSender
from entrepot.domain.ports.payments import PaymentGateway
from entrepot.domain.ports.scenarios import Scenarios

Port = TypeVar(
    "Port", Carrier, CarrierDesk, ChannelGateway, CustomsGateway, PaymentGateway, NoticeSender, Scenarios
)


class UnknownAdapter(LookupError):
    """No adapter of that code is configured."""


class Registry(Generic[Port]):
    """The adapters of one kind. A code is taken once."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._by_code: dict[str, Port] = {}

    def register(self, adapter: Port) -> None:
        if adapter.code in self._by_code:
            raise ValueError(f"two {self.kind} adapters call themselves {adapter.code!r}")
        self._by_code[adapter.code] = adapter

    def clear(self) -> None:
        self._by_code.clear()

    def __getitem__(self, code: str) -> Port:
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownAdapter(
                f"no {self.kind} adapter {code!r}; configured: {sorted(self._by_code)}"
            ) from None

    def codes(self) -> list[str]:
        return sorted(self._by_code)


carriers: Registry[Carrier] = Registry("carrier")
carrier_desks: Registry[CarrierDesk] = Registry("carrier desk")
channel_gateways: Registry[ChannelGateway] = Registry("channel")
payment_gateways: Registry[PaymentGateway] = Registry("payment")
customs_gateways: Registry[CustomsGateway] = Registry("customs")
notice_senders: Registry[NoticeSender] = Registry("notice")
scenarios: Registry[Scenarios] = Registry("scenario")

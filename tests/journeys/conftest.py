"""A small shop with partners in memory whose messages arrive over the real webhook addresses."""

import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from entrepot.apps.accounts.models import ApiKey, User
from entrepot.apps.customs.models import CustomsPort
from entrepot.apps.lanes.models import FulfilmentMode, Lane
from entrepot.config.connectors import register_adapters
from entrepot.kit.adapters import carriers, customs_gateways, payment_gateways
from tests.factories.checkout import a_world, the_usual_lanes
from tests.settling import settle


@dataclass
class World:
    """Runs the worker and carries partners' messages until nothing more happens."""

    client: Client = field(default_factory=Client)
    payments: Any = field(default_factory=lambda: payment_gateways["sandbox"])
    customs: Any = field(default_factory=lambda: customs_gateways["simport"])
    carrier: Any = field(default_factory=lambda: carriers["simcarrier"])

    def comes_to_rest(self) -> None:
        for _ in range(40):
            if not settle() + self._carry_messages():
                return
        raise AssertionError("partners and platform never came to rest")

    def _carry_messages(self) -> int:
        carried = 0
        partners = {"payments": self.payments, "customs": self.customs, "carriers": self.carrier}
        for kind, partner in partners.items():
            for message in partner.take_messages():
                answer = self.client.post(
                    f"/hooks/{kind}/{partner.code}", message.body, "application/json", headers=message.headers
                )
                assert answer.status_code == 204, answer.content
                carried += 1
        return carried


@pytest.fixture
def world(db: None) -> World:
    register_adapters()
    a_world()
    the_usual_lanes()
    _a_customs_port()
    return World()


def _a_customs_port() -> None:
    """Parcels that cross a border are declared for import there."""
    CustomsPort.objects.create(code="hamburg", name={"en": "Hamburg"}, country="DE", gateway="simport")
    Lane.objects.exclude(code="gb-home").update(customs_port="hamburg")
    for mode in FulfilmentMode.objects.filter(lanes__customs_port="hamburg").distinct():
        mode.config = {**mode.config, "declarations": {"export": None, "import": {"*": "H7"}}}
        mode.save()


class Program:
    """A partner's program: JSON in, JSON out, a fresh Idempotency-Key a call."""

    def __init__(self, email: str = "partner@example.com", scopes: tuple[str, ...] = ("orders",)) -> None:
        user, _ = User.objects.get_or_create(email=email)
        _, self.key = ApiKey.create_for(user, "journey", list(scopes))
        self.client = Client(headers={"Authorization": f"Bearer {self.key}"})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query)

    def post(self, path: str, body: dict[str, Any], key: str = "") -> Any:
        return self.client.post(
            f"/api/v1/{path}", body, "application/json", headers={"Idempotency-Key": key or str(uuid.uuid4())}
        )


@pytest.fixture
def program(world: World) -> Program:
    return Program()

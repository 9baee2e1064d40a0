"""The customs port over the simulated authority."""

import time
from collections.abc import Callable

from entrepot.connectors.answers import understood
from entrepot.connectors.customs.simport import mapping
from entrepot.connectors.customs.simport.client import SimportClient
from entrepot.connectors.customs.simport.settings import SimportSettings
from entrepot.connectors.webhook_bodies import read_webhook
from entrepot.domain.ports.customs import CustomsReply, DeclarationMessage


class SimportCustoms:
    """``CustomsGateway`` over HTTP. ``now`` gives Unix seconds and is replaced in tests."""

    def __init__(
        self,
        settings: SimportSettings,
        *,
        code: str = "simport",
        client: SimportClient | None = None,
        now: Callable[[], int] = lambda: int(time.time()),
    ) -> None:
        self.code = code
        self._settings, self._now = settings, now
        self._client = client or SimportClient(settings)

    def submit(self, message: DeclarationMessage) -> str:
        answer = self._client.submit(message.key, mapping.declaration_body(message))
        return understood(answer, mapping.receipt)

    def replies(self, reference: str) -> list[CustomsReply]:
        return understood(self._client.declaration(reference), mapping.replies)

    def parse_webhook(self, headers: dict[str, str], body: bytes) -> list[CustomsReply]:
        return read_webhook(
            headers,
            body,
            secrets=self._settings.webhook_secrets,
            now=self._now(),
            read=lambda message: [mapping.reply(message["data"])],
        )

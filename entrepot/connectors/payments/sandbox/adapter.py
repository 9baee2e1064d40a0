"""The payment port over the sandbox provider."""

import time
from collections.abc import Callable

from entrepot.connectors.answers import understood
from entrepot.connectors.payments.sandbox import mapping
from entrepot.connectors.payments.sandbox.client import SandboxClient
from entrepot.connectors.payments.sandbox.settings import SandboxSettings
from entrepot.connectors.webhook_bodies import read_webhook
from entrepot.domain.money import Money
from entrepot.domain.ports.payments import PaymentNotice, PaymentRequest, PaymentSession


class SandboxPayments:
    """``PaymentGateway`` over HTTP. ``now`` gives Unix seconds and is replaced in tests."""

    def __init__(
        self,
        settings: SandboxSettings,
        *,
        code: str = "sandbox",
        client: SandboxClient | None = None,
        now: Callable[[], int] = lambda: int(time.time()),
    ) -> None:
        self.code = code
        self._settings, self._now = settings, now
        self._client = client or SandboxClient(settings)

    def create(self, request: PaymentRequest) -> PaymentSession:
        answer = self._client.open_payment(request.key, mapping.payment_body(request))
        return understood(answer, mapping.session)

    def refund(self, key: str, provider_reference: str, amount: Money) -> None:
        self._client.refund(provider_reference, key, mapping.amount_body(amount))

    def fetch(self, provider_reference: str) -> PaymentNotice | None:
        return understood(self._client.payment(provider_reference), mapping.latest_notice)

    def parse_webhook(self, headers: dict[str, str], body: bytes) -> PaymentNotice:
        return read_webhook(
            headers,
            body,
            secrets=self._settings.webhook_secrets,
            now=self._now(),
            read=lambda message: mapping.notice(message["data"]),
        )

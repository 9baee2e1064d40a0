"""The provider's three calls. HTTP only."""

from typing import Any
from urllib.parse import quote

import httpx

from entrepot.connectors.http import PartnerHttp
from entrepot.connectors.payments.sandbox.settings import SandboxSettings


class SandboxClient:
    """Raises ``Temporary`` and ``Permanent`` only."""

    def __init__(self, settings: SandboxSettings, transport: httpx.BaseTransport | None = None) -> None:
        self._http = PartnerHttp(
            settings.base_url,
            headers={"authorization": f"Bearer {settings.api_key}"},
            connect_s=settings.connect_s,
            answer_s=settings.answer_s,
            transport=transport,
        )

    def open_payment(self, key: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._http.post("/v1/payments", body, key=key)

    def refund(self, reference: str, key: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._http.post(f"/v1/payments/{quote(reference, safe='')}/refunds", body, key=key)

    def payment(self, reference: str) -> dict[str, Any]:
        return self._http.get(f"/v1/payments/{quote(reference, safe='')}")

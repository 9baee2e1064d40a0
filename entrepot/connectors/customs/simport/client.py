"""The port's two calls. HTTP only."""

from typing import Any
from urllib.parse import quote

import httpx

from entrepot.connectors.customs.simport.settings import SimportSettings
from entrepot.connectors.http import PartnerHttp


class SimportClient:
    """Raises ``Temporary`` and ``Permanent`` only."""

    def __init__(self, settings: SimportSettings, transport: httpx.BaseTransport | None = None) -> None:
        self._http = PartnerHttp(
            settings.base_url,
            headers={"authorization": f"Bearer {settings.api_key}"},
            connect_s=settings.connect_s,
            answer_s=settings.answer_s,
            transport=transport,
        )

    def submit(self, key: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._http.post("/v1/declarations", body, key=key)

    def declaration(self, reference: str) -> dict[str, Any]:
        return self._http.get(f"/v1/declarations/{quote(reference, safe='')}")

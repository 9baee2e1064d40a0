"""The carrier's calls. HTTP only."""

from typing import Any
from urllib.parse import quote

import httpx

from entrepot.connectors.carriers.simcarrier.settings import SimcarrierSettings
from entrepot.connectors.http import PartnerHttp


class SimcarrierClient:
    """Raises ``Temporary`` and ``Permanent`` only."""

    def __init__(self, settings: SimcarrierSettings, transport: httpx.BaseTransport | None = None) -> None:
        self._http = PartnerHttp(
            settings.base_url,
            headers={"authorization": f"Bearer {settings.api_key}"},
            connect_s=settings.connect_s,
            answer_s=settings.answer_s,
            transport=transport,
        )

    def book(self, key: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._http.post("/v1/consignments", body, key=key)

    def hand_over(self, number: str) -> dict[str, Any]:
        return self._http.post(f"/v1/consignments/{quote(number, safe='')}/hand-over")

    def cancel(self, number: str) -> dict[str, Any]:
        return self._http.post(f"/v1/consignments/{quote(number, safe='')}/cancel")

    def events(self, number: str) -> dict[str, Any]:
        return self._http.get(f"/v1/consignments/{quote(number, safe='')}/events")

    def rates(self, body: dict[str, Any]) -> dict[str, Any]:
        return self._http.post("/v1/rates", body)

    def manifest(self, key: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._http.post("/v1/manifests", body, key=key)

    def request_pickup(self, key: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._http.post("/v1/pickups", body, key=key)

    def cancel_pickup(self, reference: str) -> dict[str, Any]:
        return self._http.post(f"/v1/pickups/{quote(reference, safe='')}/cancel")

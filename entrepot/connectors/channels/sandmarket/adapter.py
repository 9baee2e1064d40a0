"""The channel port over the marketplace's API. It counts in whole minor units."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx

from entrepot.connectors.answers import understood
from entrepot.connectors.channels.sandmarket.settings import SandmarketSettings
from entrepot.connectors.http import PartnerHttp
from entrepot.domain.ports.channels import ListingMessage, TrackingMessage


class Sandmarket:
    """``ChannelGateway`` over HTTP."""

    def __init__(
        self, settings: SandmarketSettings, *, code: str = "sandmarket",
        transport: httpx.BaseTransport | None = None,
    ) -> None:  # fmt: skip
        self.code = code
        self._http = PartnerHttp(
            settings.base_url, headers={"authorization": f"Bearer {settings.api_key}"},
            connect_s=settings.connect_s, answer_s=settings.answer_s, transport=transport,
        )  # fmt: skip

    def publish(self, listing: ListingMessage) -> str:
        answer = self._http.post("/v1/listings", listing_body(listing), key=listing.key)
        return understood(answer, lambda told: str(told["reference"]))

    def withdraw(self, sku: str) -> None:
        self._http.post(f"/v1/listings/{quote(sku, safe='')}/withdraw")

    def set_available(self, units: Mapping[str, int]) -> None:
        self._http.post("/v1/availability", {"units": dict(units)})

    def tell_tracking(self, message: TrackingMessage) -> None:
        body = {
            "order_number": message.order_number, "carrier": message.carrier,
            "tracking_number": message.tracking_number,
        }  # fmt: skip
        self._http.post("/v1/shipments", body, key=message.key)


def listing_body(listing: ListingMessage) -> dict[str, Any]:
    """Our listing in the marketplace's words."""
    least, most = listing.transit_days
    return {
        "sku": listing.sku, "title": listing.title, "price": listing.price.to_minor(),
        "currency": listing.price.currency, "ships_from": listing.ships_from,
        "handling_days": listing.handling_days, "transit_days_min": least, "transit_days_max": most,
        "available": listing.available,
    }  # fmt: skip

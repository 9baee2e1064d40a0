"""The carrier desk port over the simulated carrier."""

from dataclasses import asdict
from typing import Any

from entrepot.connectors.answers import understood
from entrepot.connectors.carriers.simcarrier.client import SimcarrierClient
from entrepot.connectors.carriers.simcarrier.settings import SimcarrierSettings
from entrepot.domain.money import Money
from entrepot.domain.ports.carrier_desks import ManifestRequest, PickupRequest, Rate, RateRequest


class SimcarrierDesk:
    """``CarrierDesk`` over HTTP."""

    def __init__(
        self,
        settings: SimcarrierSettings,
        *,
        code: str = "simcarrier",
        client: SimcarrierClient | None = None,
    ) -> None:
        self.code = code
        self._client = client or SimcarrierClient(settings)

    def rates(self, request: RateRequest) -> list[Rate]:
        return understood(self._client.rates(_rate_body(request)), _rates)

    def manifest(self, request: ManifestRequest) -> str:
        body = {"place": asdict(request.place), "numbers": list(request.tracking_numbers)}
        return understood(self._client.manifest(request.key, body), lambda said: str(said["reference"]))

    def request_pickup(self, request: PickupRequest) -> str:
        body = {
            "place": asdict(request.place),
            "ready_at": request.ready_at.isoformat(),
            "closes_at": request.closes_at.isoformat(),
            "parcels": request.parcels,
            "weight_g": request.weight_g,
        }
        return understood(self._client.request_pickup(request.key, body), lambda said: str(said["reference"]))

    def cancel_pickup(self, reference: str) -> None:
        self._client.cancel_pickup(reference)


def _rate_body(request: RateRequest) -> dict[str, Any]:
    parcels = [
        {
            "weight_g": parcel.weight_g,
            **({"dimensions_mm": asdict(parcel.dimensions)} if parcel.dimensions else {}),
        }
        for parcel in request.parcels
    ]
    return {
        "sender": asdict(request.sender), "recipient": asdict(request.recipient), "parcels": parcels,
        "incoterm": request.incoterm, "goods_value": str(request.goods.amount),
        "currency": request.goods.currency,
    }  # fmt: skip


def _rates(answer: dict[str, Any]) -> list[Rate]:
    found = [
        Rate(row["service"], Money.from_minor(row["charge"], row["currency"]), row.get("days"))
        for row in answer["rates"]
    ]
    return sorted(found, key=lambda rate: (rate.price.amount, rate.service))

"""The carrier desk port over karrio."""

from entrepot.connectors.carriers.karrio import mapping
from entrepot.connectors.carriers.karrio.client import KarrioClient
from entrepot.connectors.carriers.karrio.settings import KarrioSettings
from entrepot.domain.ports import Temporary
from entrepot.domain.ports.carrier_desks import ManifestRequest, PickupRequest, Rate, RateRequest


class KarrioDesk:
    """``CarrierDesk`` for one carrier that karrio knows."""

    def __init__(self, settings: KarrioSettings, *, code: str, client: KarrioClient | None = None) -> None:
        self.code = code
        self._client = client or KarrioClient(settings)

    def rates(self, request: RateRequest) -> list[Rate]:
        return mapping.rates(self._client.rates(mapping.rate(request)) or [])

    def manifest(self, request: ManifestRequest) -> str:
        """Express carriers close no manifests electronically: our sheet is it, under our own number."""
        return request.key

    def request_pickup(self, request: PickupRequest) -> str:
        details = self._client.request_pickup(mapping.pickup(request))
        if not details or not details.confirmation_number:
            raise Temporary("the answer names no pick-up", code="unreadable")
        return str(details.confirmation_number)

    def cancel_pickup(self, reference: str) -> None:
        self._client.cancel_pickup(reference)

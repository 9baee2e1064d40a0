"""The carrier port over karrio."""

from entrepot.connectors.answers import understood
from entrepot.connectors.carriers.karrio import mapping
from entrepot.connectors.carriers.karrio.client import KarrioClient
from entrepot.connectors.carriers.karrio.settings import KarrioSettings
from entrepot.domain.ports import Permanent, Temporary
from entrepot.domain.ports.carriers import Booking, Consignment, TrackingEvent
from entrepot.rules.tracking_codes import packaged_code_tables


class KarrioCarrier:
    """``Carrier`` for one carrier that karrio knows. ``code`` names our table of its tracking codes.

    These carriers take no idempotency key: a booking whose answer was lost may be made twice, and the number
    nobody uses stays unbilled. They send no webhooks we could check; their parcels are asked about.
    """

    def __init__(self, settings: KarrioSettings, *, code: str, client: KarrioClient | None = None) -> None:
        self.code = code
        self._settings = settings
        self._client = client or KarrioClient(settings)

    def book(self, booking: Booking) -> Consignment:
        details = self._client.book(mapping.shipment(booking, self._settings))
        if not details:
            raise Temporary("the answer names no shipment", code="unreadable")
        return understood({"details": details}, lambda said: mapping.consignment(said["details"]))

    def hand_over(self, tracking_number: str) -> None:
        """Nothing to tell: the driver's scan is the hand-over."""

    def cancel(self, tracking_number: str) -> None:
        """UPS voids the shipment; at DHL Express an unused waybill lapses by itself and is never billed."""
        if self._settings.carrier != "dhl_express":
            self._client.cancel(tracking_number)

    def track(self, tracking_number: str) -> list[TrackingEvent]:
        details = self._client.track(tracking_number)
        if details is None:
            return []
        table = packaged_code_tables()[self.code]
        return understood({"of": details}, lambda said: mapping.tracking_events(said["of"], table))

    def parse_webhook(self, headers: dict[str, str], body: bytes) -> list[TrackingEvent]:
        raise Permanent("this carrier sends no webhooks", code="no_webhooks")

"""The carrier port over the simulated carrier."""

import time
from collections.abc import Callable

from entrepot.connectors.answers import understood
from entrepot.connectors.carriers.simcarrier import mapping
from entrepot.connectors.carriers.simcarrier.client import SimcarrierClient
from entrepot.connectors.carriers.simcarrier.settings import SimcarrierSettings
from entrepot.connectors.webhook_bodies import read_webhook
from entrepot.domain.ports.carriers import Booking, Consignment, TrackingEvent


class Simcarrier:
    """``Carrier`` over HTTP. ``now`` gives Unix seconds and is replaced in tests."""

    def __init__(
        self,
        settings: SimcarrierSettings,
        *,
        code: str = "simcarrier",
        client: SimcarrierClient | None = None,
        now: Callable[[], int] = lambda: int(time.time()),
    ) -> None:
        self.code = code
        self._settings, self._now = settings, now
        self._client = client or SimcarrierClient(settings)

    def book(self, booking: Booking) -> Consignment:
        answer = self._client.book(booking.key, mapping.booking_body(booking))
        return understood(answer, mapping.consignment)

    def hand_over(self, tracking_number: str) -> None:
        self._client.hand_over(tracking_number)

    def cancel(self, tracking_number: str) -> None:
        self._client.cancel(tracking_number)

    def track(self, tracking_number: str) -> list[TrackingEvent]:
        answer = self._client.events(tracking_number)
        return understood(answer, lambda found: mapping.tracking_events(found["events"]))

    def parse_webhook(self, headers: dict[str, str], body: bytes) -> list[TrackingEvent]:
        return read_webhook(
            headers,
            body,
            secrets=self._settings.webhook_secrets,
            now=self._now(),
            read=lambda message: mapping.tracking_events(message["data"]),
        )

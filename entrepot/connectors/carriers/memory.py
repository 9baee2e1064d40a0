"""A carrier in memory: complete, without a network."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from entrepot.connectors.memory_partner import MemoryPartner
from entrepot.connectors.webhook_bodies import read_webhook
from entrepot.domain.money import Money
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.carriers import Booking, Consignment, TrackingEvent
from entrepot.domain.tracking import s10
from entrepot.domain.tracking.statuses import TrackingLeg as Leg
from entrepot.domain.tracking.statuses import TrackingStatus as Status

FIRST_SERIAL = 98_000_001
CHARGE = Money.of("4.20", "EUR")
WAY = (
    (Status.IN_TRANSIT, Leg.FIRST_MILE, "Picked up from sender"),
    (Status.IN_TRANSIT, Leg.LINE_HAUL, "On its way"),
    (Status.OUT_FOR_DELIVERY, Leg.LAST_MILE, "Out for delivery"),
    (Status.DELIVERED, Leg.LAST_MILE, "Delivered"),
)


@dataclass
class MemoryParcel:
    """One parcel and where it has been; ``step`` counts along ``WAY``."""

    booking: Booking
    consignment: Consignment
    handed_over: bool = False
    cancelled: bool = False
    manifest: str = ""
    step: int = 0
    events: list[TrackingEvent] = field(default_factory=list)


class MemoryCarrier(MemoryPartner):
    """``Carrier`` without a network: parcels move when ``advance``, ``deliver`` or ``happen`` say so."""

    def __init__(self, code: str = "simcarrier", **partner: Any) -> None:
        super().__init__(code, **partner)
        self.parcels: dict[str, MemoryParcel] = {}
        self._by_key: dict[str, str] = {}

    def book(self, booking: Booking) -> Consignment:
        with self.call():
            if known := self._by_key.get(booking.key):
                if self.parcels[known].booking != booking:
                    raise Permanent("the key was used with another body", code="idempotency_key_reused")
                return self.parcels[known].consignment
            if booking.weight_g <= 0:
                raise Permanent("weight_g: must be above zero", code="invalid_field")
            serial = FIRST_SERIAL + len(self.parcels)
            number = booking.tracking_number or str(s10.make("LE", serial, booking.sender.country))
            consignment = Consignment(number, f"MEM{serial}", CHARGE)
            self.parcels[number] = MemoryParcel(booking, consignment)
            self._by_key[booking.key] = number
            self.happen(number, Status.INFO_RECEIVED, Leg.FIRST_MILE, "Shipment information received")
            return consignment

    def hand_over(self, tracking_number: str) -> None:
        with self.call():
            parcel = self.find(tracking_number)
            if parcel.cancelled:
                raise Permanent("a cancelled number cannot be handed over", code="cancelled")
            parcel.handed_over = True

    def cancel(self, tracking_number: str) -> None:
        with self.call():
            parcel = self.find(tracking_number)
            if parcel.handed_over:
                raise Permanent("the parcel is on its way already", code="already_handed_over")
            if parcel.manifest:
                raise Permanent(f"the parcel is on manifest {parcel.manifest}", code="manifested")
            parcel.cancelled = True

    def track(self, tracking_number: str) -> list[TrackingEvent]:
        with self.call():
            return list(self.find(tracking_number).events)

    def parse_webhook(self, headers: dict[str, str], body: bytes) -> list[TrackingEvent]:
        return read_webhook(headers, body, secrets=(self.secret,), now=self.now(), read=_events)

    def advance(self, tracking_number: str) -> TrackingEvent:
        """One step further along the way. Raises ``Permanent`` before hand-over and at the end."""
        with self.lock:
            parcel = self.find(tracking_number)
            if not parcel.handed_over or parcel.step >= len(WAY):
                raise Permanent("the parcel cannot move", code="cannot_move")
            status, leg, said = WAY[parcel.step]
            parcel.step += 1
            extra = {"signed_by": parcel.booking.recipient.name} if status == Status.DELIVERED else {}
            return self.happen(tracking_number, status, leg, said, extra=extra)

    def deliver(self, tracking_number: str) -> list[TrackingEvent]:
        """All steps that are left."""
        left = len(WAY) - self.find(tracking_number).step
        return [self.advance(tracking_number) for _ in range(left)]

    def happen(
        self,
        tracking_number: str,
        status: Status,
        leg: str,
        said: str,
        *,
        reason: str = "",
        extra: dict[str, str] | None = None,
    ) -> TrackingEvent:
        """Let an event happen now and tell of it."""
        with self.lock:
            parcel = self.find(tracking_number)
            event = TrackingEvent(
                id=f"{tracking_number}-{len(parcel.events) + 1:02d}",
                tracking_number=tracking_number,
                status=str(status),
                at=datetime.now(UTC),
                description=said,
                leg=str(leg),
                reason=str(reason),
                location=parcel.booking.recipient.city,
                carrier_code=status.upper(),
                extra=extra or {},
            )
            parcel.events.append(event)
            self.tell(f"batch-{event.id}", [{**asdict(event), "at": event.at.isoformat()}])
            return event

    def find(self, number: str) -> MemoryParcel:
        """Raises ``Permanent`` for a number that was not booked here."""
        if number not in self.parcels:
            raise Permanent(f"{number} was not booked here", code="unknown_number")
        return self.parcels[number]


def _events(message: dict[str, Any]) -> list[TrackingEvent]:
    return [TrackingEvent(**{**data, "at": datetime.fromisoformat(data["at"])}) for data in message["data"]]

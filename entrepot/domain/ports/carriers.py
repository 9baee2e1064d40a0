"""A carrier: books a parcel, hands out its number and label, and tells where it is."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from entrepot.domain.money import Money
from entrepot.domain.quantity import Dimensions


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address as written on a label; ``country`` is ISO 3166 alpha-2."""

    name: str
    line1: str
    city: str
    postcode: str
    country: str
    line2: str = ""
    region: str = ""
    phone: str = ""
    email: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One kind of goods in a parcel, as customs and the carrier see it."""

    description: str
    quantity: int
    unit_value: Money
    net_weight_g: int
    hs_code: str
    origin_country: str


@dataclass(frozen=True, slots=True)
class Booking:
    """What the carrier is asked to carry. ``key`` makes a repeated request harmless; ``tracking_number`` is
    one out of a range that the carrier gave us, to be used as it is."""

    key: str
    service: str
    sender: Address
    recipient: Address
    weight_g: int
    contents: tuple[ContentLine, ...]
    incoterm: str = "DDP"
    dimensions: Dimensions | None = None
    test_speed: str = ""
    tracking_number: str = ""


@dataclass(frozen=True, slots=True)
class Consignment:
    """The carrier's answer: its number, what it costs, and its own label (PDF) where it insists on one."""

    tracking_number: str
    carrier_reference: str
    charge: Money | None = None
    label: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class TrackingEvent:
    """One dated fact about a parcel, in our words, with the carrier's own kept beside it."""

    id: str
    tracking_number: str
    status: str
    at: datetime
    description: str
    leg: str = ""
    reason: str = ""
    location: str = ""
    carrier_code: str = ""
    extra: dict[str, str] = field(default_factory=dict)


class Carrier(Protocol):
    """``Temporary`` and ``Permanent`` are the only errors its methods raise."""

    code: str

    def book(self, booking: Booking) -> Consignment:
        """Book a parcel; the same ``booking.key`` gives the same answer."""

    def hand_over(self, tracking_number: str) -> None:
        """Tell the carrier that the parcel is in its hands."""

    def cancel(self, tracking_number: str) -> None:
        """Void a number that has not been handed over. ``Permanent`` once it has."""

    def track(self, tracking_number: str) -> list[TrackingEvent]:
        """All events known so far, oldest first."""

    def parse_webhook(self, headers: dict[str, str], body: bytes) -> list[TrackingEvent]:
        """Check the signature and read the events. ``Permanent`` for a forgery or garbage."""

"""What fulfilment tells the apps above (and its own jobs)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ShipmentCreated:
    shipment_id: int
    order_id: int


@dataclass(frozen=True)
class ShipmentPacked:
    shipment_id: int
    order_id: int
    crosses_border: bool


@dataclass(frozen=True)
class BookingRequested:
    """A parcel waits for a carrier's number."""

    parcel_id: int


@dataclass(frozen=True)
class ParcelBooked:
    """``all_booked``: every parcel of the shipment has its number now."""

    parcel_id: int
    shipment_id: int
    all_booked: bool


@dataclass(frozen=True)
class NumberAbandoned:
    """A number was booked that no parcel will bear: the carrier shall void it."""

    carrier: str
    tracking_number: str


@dataclass(frozen=True)
class ShipmentDispatched:
    shipment_id: int
    order_id: int


@dataclass(frozen=True)
class ShipmentDelivered:
    shipment_id: int
    order_id: int


@dataclass(frozen=True)
class ShipmentCancelled:
    shipment_id: int
    order_id: int


@dataclass(frozen=True)
class ConsignmentCancelled:
    consignment_id: int
    order_id: int


@dataclass(frozen=True)
class ParcelDeconsolidated:
    """A parcel came out of its bag in good order and bears its local number: the last mile begins."""

    parcel_id: int


@dataclass(frozen=True)
class NewsRequested:
    """Somebody waits for what the carrier knows of a parcel."""

    parcel_id: int


@dataclass(frozen=True)
class ManifestMade:
    """A carrier shall close a manifest."""

    manifest_id: int


@dataclass(frozen=True)
class PickupAsked:
    """A collection is wanted or called off: the carrier shall hear of it."""

    pickup_id: int

"""A carrier's desk: what it asks for a parcel, the manifest that closes a day, and the van that comes.

Beside ``carriers.Carrier``, which moves parcels: not every carrier has a desk that answers.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from entrepot.domain.money import Money
from entrepot.domain.ports.carriers import Address
from entrepot.domain.quantity import Dimensions


@dataclass(frozen=True, slots=True)
class RatedParcel:
    """One parcel to be priced: closed, in grams, with its outer size when it is known."""

    weight_g: int
    dimensions: Dimensions | None = None


@dataclass(frozen=True, slots=True)
class RateRequest:
    """``goods`` is what the contents are worth, for carriers that insure or clear by it."""

    sender: Address
    recipient: Address
    parcels: tuple[RatedParcel, ...]
    goods: Money
    incoterm: str = "DDP"


@dataclass(frozen=True, slots=True)
class Rate:
    """What all parcels of a request cost by one service. ``days`` in transit, when the carrier says."""

    service: str
    price: Money
    days: int | None = None


@dataclass(frozen=True, slots=True)
class ManifestRequest:
    """The numbers handed over together at ``place``. ``key`` makes a repeated request harmless."""

    key: str
    place: Address
    tracking_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PickupRequest:
    """The van may come from ``ready_at`` and must have come by ``closes_at``."""

    key: str
    place: Address
    ready_at: datetime
    closes_at: datetime
    parcels: int
    weight_g: int


class CarrierDesk(Protocol):
    """``Temporary`` and ``Permanent`` are the only errors its methods raise."""

    code: str

    def rates(self, request: RateRequest) -> list[Rate]:
        """Every service that would carry the parcels, the cheapest first; empty when none would."""

    def manifest(self, request: ManifestRequest) -> str:
        """Close the numbers in one manifest; the carrier's reference of it. All or nothing: ``Permanent``
        names the first number that is unknown, cancelled or on another manifest."""

    def request_pickup(self, request: PickupRequest) -> str:
        """Order a collection; the carrier's reference of it. ``Permanent`` for a window it cannot keep."""

    def cancel_pickup(self, reference: str) -> None:
        """Call a collection off; saying it twice changes nothing."""

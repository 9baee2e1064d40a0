"""A sales channel, such as a marketplace: takes listings, how many units there are, and tracking numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from entrepot.domain.money import Money


@dataclass(frozen=True, slots=True)
class ListingMessage:
    """An article as it is offered; ``key`` names this state of it. Days are working days until it leaves, and
    calendar days on the way. ``ships_from`` is the true country; "" where the channel does not ask it."""

    key: str
    sku: str
    title: str
    price: Money
    ships_from: str
    handling_days: int
    transit_days: tuple[int, int]
    available: int


@dataclass(frozen=True, slots=True)
class TrackingMessage:
    """The number under which an order's parcel is followed; ``key`` makes a repeated request harmless."""

    key: str
    order_number: str
    carrier: str
    tracking_number: str


class ChannelGateway(Protocol):
    """``Temporary`` and ``Permanent`` are the only errors its methods raise."""

    code: str

    def publish(self, listing: ListingMessage) -> str:
        """Offer the article, or change what is offered; the channel's own reference of it."""

    def withdraw(self, sku: str) -> None:
        """Take the article off; saying it twice, or of one that is not there, changes nothing."""

    def set_available(self, units: Mapping[str, int]) -> None:
        """How many units of each SKU can be sold now. ``Permanent`` when one of them is not listed."""

    def tell_tracking(self, message: TrackingMessage) -> None:
        """Tell the number. ``Permanent`` for one that the channel does not take."""

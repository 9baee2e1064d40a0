"""A parcel with several numbers: the provisional one of the line haul, then the local one of the last mile.

Each carrier speaks of its own part of the way only. What one calls delivered may be the hand-over to the
next, and a number that the next has merely been told of does not mean that it holds the parcel.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from entrepot.domain.tracking.derive import Event, Whereabouts, whereabouts
from entrepot.domain.tracking.statuses import (
    NOT_HANDED_OVER,
    TrackingLeg,
    TrackingReason,
    TrackingStatus,
)


@dataclass(frozen=True, slots=True)
class ParcelNumber:
    """A number that a parcel bears; the chain of a parcel is in the order in which the carriers have it."""

    number: str
    carrier: str


class Hands(StrEnum):
    """In whose hands a parcel is."""

    SENDER = "sender"
    CARRIER = "carrier"
    CUSTOMS = "customs"
    PICKUP_POINT = "pickup_point"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the parcel, the number under which to ask, and since when this is known."""

    hands: Hands
    number: ParcelNumber | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as it counts for the whole way, and by whom it was told."""

    status: str
    reason: str
    leg: str
    at: datetime
    by: ParcelNumber


def whereabouts_along(
    chain: Sequence[ParcelNumber], told: Mapping[str, Iterable[Event]]
) -> tuple[Whereabouts, Holder]:
    """Where a parcel with the numbers of ``chain`` is, and who holds it; ``told`` has events by number."""
    events = events_along(chain, told)
    return whereabouts(events), _holder(events, chain[0] if chain else None)


def events_along(chain: Sequence[ParcelNumber], told: Mapping[str, Iterable[Event]]) -> list[ToldEvent]:
    """The events of all numbers as they count for the whole way: what is delivered to the next is not yet
    delivered."""
    return [
        _of_its_part(event, number, is_last=position == len(chain))
        for position, number in enumerate(chain, start=1)
        for event in told.get(number.number, ())
    ]


def _of_its_part(event: Event, number: ParcelNumber, *, is_last: bool) -> ToldEvent:
    told = ToldEvent(event.status, event.reason, event.leg, event.at, number)
    if event.status == TrackingStatus.DELIVERED and not is_last:
        return replace(told, status=TrackingStatus.IN_TRANSIT, leg=TrackingLeg.LAST_MILE)
    return told


def _holder(events: Sequence[ToldEvent], first: ParcelNumber | None) -> Holder:
    at_hand = [
        event
        for event in events
        if event.status not in NOT_HANDED_OVER
        and event.reason not in (TrackingReason.UNKNOWN, TrackingReason.CANCELLED)
    ]
    if not at_hand:
        return Holder(Hands.SENDER, first)
    now_at = whereabouts(at_hand)
    latest = max(
        (event for event in at_hand if event.at == now_at.at and event.status == now_at.status),
        key=lambda event: event.by.number,
    )
    return Holder(_hands(latest), latest.by, latest.at)


def _hands(event: ToldEvent) -> Hands:
    if event.status == TrackingStatus.DELIVERED:
        return Hands.RECIPIENT
    if event.status == TrackingStatus.AVAILABLE_FOR_PICKUP:
        return Hands.PICKUP_POINT
    if event.status == TrackingStatus.EXCEPTION and event.leg == TrackingLeg.CUSTOMS:
        return Hands.CUSTOMS
    return Hands.CARRIER

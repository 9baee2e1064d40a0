"""Where a parcel is, from its events: whatever order they came in and however often each came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from entrepot.domain.tracking.statuses import (
    NOT_HANDED_OVER,
    TROUBLE_STATUSES,
    TrackingReason,
    TrackingStatus,
)

# A delay or a hold on the way ends by itself when the parcel moves on; these need somebody.
NEEDS_SOMEBODY: Final = frozenset({TrackingStatus.EXCEPTION, TrackingStatus.EXPIRED})
# With these a parcel in trouble does not reach the buyer any more.
WAY_ENDED: Final = frozenset(
    {TrackingReason.DAMAGED, TrackingReason.LOST, TrackingReason.RETURNED_TO_SENDER, TrackingReason.REFUSED}
)
_RANK: Final = {status: rank for rank, status in enumerate(TrackingStatus)}


class Event(Protocol):
    """What derivation reads of an event; rows and port values both have it."""

    @property
    def status(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def leg(self) -> str: ...
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The state of a parcel after its latest fact; ``delivered_at`` is the first word of delivery."""

    status: TrackingStatus
    reason: str = ""
    at: datetime | None = None
    delivered_at: datetime | None = None

    @property
    def handed_over(self) -> bool:
        """Whether a carrier has said that it holds the parcel; a number alone moves nothing."""
        return self.status not in NOT_HANDED_OVER

    @property
    def in_trouble(self) -> bool:
        return self.status in TROUBLE_STATUSES

    @property
    def needs_somebody(self) -> bool:
        return self.status in NEEDS_SOMEBODY

    @property
    def has_ended(self) -> bool:
        """Whether it does not reach the buyer any more."""
        return self.status == TrackingStatus.EXCEPTION and self.reason in WAY_ENDED


def whereabouts(events: Iterable[Event]) -> Whereabouts:
    """The latest event by its own time decides; of equal times the one further along.

    A code that nobody understands claims nothing, so it decides nothing. Delivery is final: late scans of
    carriers often carry a later time than the doorstep's. Only a return to the sender, said after it, takes
    it back.
    """
    told = (event for event in events if event.reason != TrackingReason.UNKNOWN)
    ordered = sorted(told, key=lambda event: (event.at, _RANK[TrackingStatus(event.status)], event.reason))
    if not ordered:
        return Whereabouts(TrackingStatus.PENDING)
    delivered = [event for event in ordered if event.status == TrackingStatus.DELIVERED]
    latest = ordered[-1]
    if delivered and not _returned_after(ordered, delivered[-1]):
        first = delivered[0]
        return Whereabouts(TrackingStatus.DELIVERED, first.reason, first.at, first.at)
    return Whereabouts(TrackingStatus(latest.status), latest.reason, latest.at)


def _returned_after(ordered: list[Event], delivered: Event) -> bool:
    return any(
        event.at > delivered.at and event.reason == TrackingReason.RETURNED_TO_SENDER for event in ordered
    )

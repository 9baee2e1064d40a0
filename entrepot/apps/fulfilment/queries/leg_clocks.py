"""For a parcel in a leg: what comes next and until when, and whether the time set for the leg will do."""

from datetime import datetime
from typing import Final

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.leg_history import leg_history
from entrepot.apps.fulfilment.queries.number_chain import heard
from entrepot.apps.lanes.queries import is_collected
from entrepot.apps.orders.models import Consignment
from entrepot.domain.tracking.durations import Taken
from entrepot.domain.tracking.legs import leg_stays
from entrepot.domain.tracking.next_leg import NextLeg, next_leg
from entrepot.domain.tracking.statuses import TrackingStatus
from entrepot.domain.tracking.watch import Outlook, stage_outlook

GOING_ON: Final = frozenset(
    {
        TrackingStatus.PENDING, TrackingStatus.INFO_RECEIVED, TrackingStatus.IN_TRANSIT,
        TrackingStatus.OUT_FOR_DELIVERY,
    }
)  # fmt: skip


def next_leg_of(
    parcel: Parcel, consignment: Consignment, dispatched_at: datetime | None, now: datetime
) -> NextLeg | None:
    """What comes next for a parcel that was dispatched; ``None`` where it waits for somebody.

    Reads its ``events`` and ``numbers``; the history is kept for ten minutes.
    """
    if dispatched_at is None:
        return None
    stay = leg_stays(heard(parcel), dispatched_at=dispatched_at)[-1]
    return next_after(parcel, consignment, stay.leg, stay.entered_at, now)


def next_after(
    parcel: Parcel, consignment: Consignment, leg: str, entered_at: datetime, now: datetime
) -> NextLeg | None:
    """Like ``next_leg_of`` for a parcel whose ``leg`` is known already."""
    if parcel.tracking_status not in GOING_ON or is_collected(consignment.mode):
        return None
    return next_leg(
        leg=leg, entered_at=entered_at, now=now, crosses_border=consignment.crosses_border,
        stays=_stays(consignment, leg),
    )  # fmt: skip


def stage_clock(consignment: Consignment, leg: str, entered_at: datetime, now: datetime) -> Outlook | None:
    """The time set for ``leg`` (customs) and the chance to exceed it; ``None`` for a leg without one."""
    return stage_outlook(leg=leg, entered_at=entered_at, now=now, stays=_stays(consignment, leg))


def _stays(consignment: Consignment, leg: str) -> list[Taken]:
    passages = leg_history(consignment.mode).of_lane(consignment.lane, leg)
    return [passage.stayed for passage in passages]

"""What comes next for a parcel on its way, and until when it usually has come."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final

from entrepot.domain.tracking.durations import Taken, durations
from entrepot.domain.tracking.legs import ORDER
from entrepot.domain.tracking.statuses import TrackingLeg
from entrepot.domain.tracking.watch import HOUR, POLICY

DOOR: Final = "door"
USUALLY: Final = Fraction(9, 10)
# Goods that stay in one country see neither a line haul nor customs.
AT_HOME: Final = (TrackingLeg.FIRST_MILE, TrackingLeg.LAST_MILE)


@dataclass(frozen=True, slots=True)
class NextLeg:
    """``leg``, or ``DOOR``; nine of ten like parcels had come there by ``usually_by``, where enough are
    known."""

    leg: str
    usually_by: datetime | None


def next_leg(
    *, leg: str, entered_at: datetime, now: datetime, crosses_border: bool, stays: Iterable[Taken]
) -> NextLeg:
    """What follows ``leg``; ``stays`` are the hours that parcels before stayed in it on the same lane.

    Only those count that stayed at least as long as this one has.
    """
    age = (now - entered_at) // HOUR
    like = durations(stay for stay in stays if stay.hours >= age)
    hours = like.quantile(USUALLY) if like.count >= POLICY.enough else None
    by = None if hours is None else entered_at + timedelta(hours=hours)
    return NextLeg(_after(leg, ORDER if crosses_border else AT_HOME), by)


def _after(leg: str, way: Collection[TrackingLeg]) -> str:
    here = ORDER.index(TrackingLeg(leg))
    return next((str(one) for one in way if ORDER.index(one) > here), DOOR)

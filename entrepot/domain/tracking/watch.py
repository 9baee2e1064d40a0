"""Whether a deadline will be kept: a promise to the buyer, a time set for clearance; and silence too long.

A chance is only stated where parcels before this one give it; without them the lane's days answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from entrepot.domain.tracking.durations import Taken, durations
from entrepot.domain.tracking.eta import Remaining, Window, window
from entrepot.domain.tracking.statuses import FINAL_STATUSES, TrackingLeg, TrackingStatus

HOUR: Final = timedelta(hours=1)
STAGE_DAYS: Final[Mapping[str, int]] = {TrackingLeg.CUSTOMS: 14}
SILENCE: Final[Mapping[str, tuple[int, int]]] = {
    TrackingLeg.FIRST_MILE: (24, 72),
    TrackingLeg.LINE_HAUL: (48, 240),
    TrackingLeg.CUSTOMS: (48, 168),
    TrackingLeg.LAST_MILE: (24, 96),
}


class Verdict(StrEnum):
    """What to expect of a deadline."""

    ON_TIME = "on_time"
    AT_RISK = "at_risk"
    WILL_BREAK = "will_break"


@dataclass(frozen=True, slots=True)
class WatchPolicy:
    """From which chance of being late somebody is told: first the operator, then the buyer.

    ``stage_days`` are the days a leg is given (clearance is to be done within two weeks); ``silence`` has
    for a leg the hours without news that are never and always too long, the second also for want of data;
    ``rarely`` is the share of the parcels before that may have been silent for longer.
    """

    at_risk: Decimal = Decimal("0.20")
    will_break: Decimal = Decimal("0.80")
    stage_days: Mapping[str, int] = field(default_factory=lambda: STAGE_DAYS)
    silence: Mapping[str, tuple[int, int]] = field(default_factory=lambda: SILENCE)
    rarely: Fraction = Fraction(1, 20)
    enough: int = 20


POLICY: Final = WatchPolicy()


@dataclass(frozen=True, slots=True)
class Outlook:
    """The verdict on a deadline; no ``chance_late`` without evidence; a promise has its ``new_window``."""

    due_at: datetime
    verdict: Verdict
    chance_late: Decimal | None
    new_window: Window | None = None


def promise_outlook(
    *, promised: datetime, now: datetime, left: Remaining, policy: WatchPolicy = POLICY
) -> Outlook:
    """Whether the buyer's promise will be kept, while it can still be told before it breaks."""
    new_window = window(now, left)
    if promised < now:
        return Outlook(promised, Verdict.WILL_BREAK, Decimal(1), new_window)
    if left.like is None:
        verdict = _by_ends(promised, new_window)
        return Outlook(promised, verdict, None, new_window)
    chance = left.like.chance_beyond(left.age + left.clock.hours(now, promised))
    return Outlook(promised, _verdict(chance, policy), chance, new_window)


def stage_outlook(
    *, leg: str, entered_at: datetime, now: datetime, stays: Iterable[Taken], policy: WatchPolicy = POLICY
) -> Outlook | None:
    """The clock of a leg that has a time set, such as customs; ``None`` for a leg without one.

    ``stays`` are the hours that parcels before stayed in this leg of the lane.
    """
    if leg not in policy.stage_days:
        return None
    due_at = entered_at + timedelta(days=policy.stage_days[leg])
    if due_at < now:
        return Outlook(due_at, Verdict.WILL_BREAK, Decimal(1))
    age = (now - entered_at) // HOUR
    like = durations(stay for stay in stays if stay.hours >= age)
    if like.count < policy.enough:
        return Outlook(due_at, Verdict.ON_TIME, None)
    chance = like.chance_beyond((due_at - entered_at) // HOUR)
    return Outlook(due_at, _verdict(chance, policy), chance)


def silence_limit(leg: str, silences: Iterable[Taken], policy: WatchPolicy = POLICY) -> timedelta:
    """How long a parcel in ``leg`` may be silent: but for a few, the longest silence of those before it."""
    least, most = policy.silence.get(leg, policy.silence[TrackingLeg.LINE_HAUL])
    known = durations(silences)
    usual = known.quantile(1 - policy.rarely) if known.count >= policy.enough else None
    return timedelta(hours=most if usual is None else min(max(usual, least), most))


def is_stalled(*, status: str, last_news: datetime, now: datetime, limit: timedelta) -> bool:
    """Whether a parcel that should move has been silent for too long.

    Waiting at a pick-up point is the buyer's turn and no stall; a number that was never handed over is one.
    """
    if status in FINAL_STATUSES or status == TrackingStatus.AVAILABLE_FOR_PICKUP:
        return False
    return now - last_news > limit


def _verdict(chance: Decimal, policy: WatchPolicy) -> Verdict:
    if chance >= policy.will_break:
        return Verdict.WILL_BREAK
    return Verdict.AT_RISK if chance >= policy.at_risk else Verdict.ON_TIME


def _by_ends(promised: datetime, new_window: Window) -> Verdict:
    if new_window.earliest > promised:
        return Verdict.WILL_BREAK
    return Verdict.ON_TIME if new_window.latest <= promised else Verdict.AT_RISK

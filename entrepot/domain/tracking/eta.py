"""When a parcel arrives, as an interval that keeps its word: eight of ten parcels arrive within it.

The evidence is how long parcels before it took from the same point to the door: those that were, like it,
still in that leg after as many hours. See docs/algorithms/eta.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Final

from entrepot.domain.tracking.durations import Durations, Taken, durations
from entrepot.domain.tracking.working_time import CALENDAR_TIME, HOUR, Clock

HOURS_A_DAY: Final = 24
HALF: Final = Fraction(1, 2)


class Basis(StrEnum):
    """What an interval rests on, the nearest first."""

    LANE = "lane"
    MODE = "mode"
    CONFIGURED = "configured"


@dataclass(frozen=True, slots=True)
class EtaPolicy:
    """The share ``miss`` of the parcels may arrive outside (a fifth: an interval of 80 %). ``enough`` like
    parcels must have arrived to count as evidence; the last ``window`` that entered the leg are asked."""

    miss: Fraction = Fraction(1, 5)
    enough: int = 20
    window: int = 400


POLICY: Final = EtaPolicy()


@dataclass(frozen=True, slots=True)
class Passage:
    """A parcel that entered a leg at ``entered_at``: hours in it and hours to the door, so far or in all."""

    entered_at: datetime
    stayed: Taken
    to_door: Taken


@dataclass(frozen=True, slots=True)
class Span:
    """Hours from dispatch to the door that a lane is set up with."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Remaining:
    """Hours that remain: ``least`` to ``most``, as likely more as less than ``median``.

    ``like`` has the like parcels' hours to the door, counted from ``age`` hours before now; ``None`` when the
    lane's setting is all there is. All hours are those of ``clock``.
    """

    least: int
    median: int
    most: int
    basis: Basis
    like: Durations | None = None
    age: int = 0
    clock: Clock = CALENDAR_TIME


@dataclass(frozen=True, slots=True)
class Window:
    """The interval in which a parcel arrives; ``samples`` is the number of parcels it rests on."""

    earliest: datetime
    likely: datetime
    latest: datetime
    basis: Basis
    samples: int
    clock: Clock = CALENDAR_TIME

    @property
    def first_day(self) -> date:
        return self.clock.day(self.earliest)

    @property
    def last_day(self) -> date:
        return self.clock.day(self.latest)


def remaining(
    *,
    lane: Sequence[Passage],
    mode: Sequence[Passage],
    age: int,
    configured: Span,
    since_dispatch: int,
    clock: Clock = CALENDAR_TIME,
    policy: EtaPolicy = POLICY,
) -> Remaining:
    """Hours to the door of a parcel that has been ``age`` hours in its leg, all counted by ``clock``.

    ``lane`` and ``mode`` are passages through the same leg, of the parcel's lane and of all lanes of its
    mode. The nearest with enough like parcels is taken; without any, what the lane is set up with.
    """
    for basis, passages in ((Basis.LANE, lane), (Basis.MODE, mode)):
        like = durations(_like(passages, age, policy))
        if like.count >= policy.enough:
            least, most = like.interval(policy.miss)
            median = like.quantile(HALF) or most
            return Remaining(least - age, min(median, most) - age, most - age, basis, like, age, clock)
    return _as_configured(configured, since_dispatch)


def window(now: datetime, left: Remaining) -> Window:
    """The interval as moments, from ``now`` on."""
    earliest, likely, latest = (left.clock.after(now, h) for h in (left.least, left.median, left.most))
    return Window(earliest, likely, latest, left.basis, left.like.count if left.like else 0, left.clock)


def counted_by(clock: Clock, passages: Iterable[Passage]) -> list[Passage]:
    """``passages`` of calendar hours in the hours of ``clock``."""

    def recount(entered_at: datetime, taken: Taken) -> Taken:
        return Taken(clock.hours(entered_at, entered_at + taken.hours * HOUR), taken.over)

    return [
        Passage(one.entered_at, recount(one.entered_at, one.stayed), recount(one.entered_at, one.to_door))
        for one in passages
    ]


def arrivals_of(passages: Iterable[Passage]) -> list[datetime]:
    """When those that came came, of passages of calendar hours."""
    return [one.entered_at + one.to_door.hours * HOUR for one in passages if one.to_door.over]


def _like(passages: Iterable[Passage], age: int, policy: EtaPolicy) -> list[Taken]:
    recent = sorted(passages, key=lambda passage: passage.entered_at)[-policy.window :]
    return [passage.to_door for passage in recent if passage.stayed.hours >= age]


def _as_configured(configured: Span, since_dispatch: int) -> Remaining:
    """What is left of the lane's days; a parcel beyond them may take as long again as they are wide."""
    width = max(configured.most - configured.least, HOURS_A_DAY)
    least = max(configured.least - since_dispatch, 0)
    most = max(configured.most - since_dispatch, width)
    return Remaining(least, (least + most) // 2, most, Basis.CONFIGURED)

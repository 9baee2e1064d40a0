"""How long parcels before took: the latest passages through each leg of each lane of a mode."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from entrepot.apps.fulfilment.models import LegTime
from entrepot.apps.fulfilment.queries.rest_days import working_time
from entrepot.apps.lanes.models import Lane
from entrepot.domain.tracking.durations import Taken
from entrepot.domain.tracking.eta import (
    POLICY,
    Basis,
    Passage,
    Remaining,
    Span,
    arrivals_of,
    counted_by,
    remaining,
)
from entrepot.domain.tracking.statuses import TrackingLeg
from entrepot.domain.tracking.working_time import CALENDAR_TIME, Clock, WorkingDoor, keeps_rest
from entrepot.kit.recent import Recent

HOUR: Final = timedelta(hours=1)
SECONDS_KEPT: Final = 600
# Customs and the carrier at the door rest when their country does; ships and aircraft do not.
RESTING_LEGS: Final = frozenset({TrackingLeg.CUSTOMS, TrackingLeg.LAST_MILE})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Passages through a leg of a lane and of all lanes of its mode, in the hours of ``clock``."""

    lane: list[Passage]
    mode: list[Passage]
    clock: Clock
    _left: dict[int, Remaining] = field(default_factory=dict, compare=False)

    def left(
        self, *, entered_at: datetime, now: datetime, configured: Span, since_dispatch: int
    ) -> Remaining:
        """What remains to the door; learnt once for all parcels that have been as long in the leg."""
        age = self.clock.hours(entered_at, now)
        if age in self._left:
            return self._left[age]
        found = remaining(
            lane=self.lane, mode=self.mode, age=age, configured=configured, since_dispatch=since_dispatch,
            clock=self.clock,
        )  # fmt: skip
        if found.basis != Basis.CONFIGURED:
            self._left[age] = found
        return found


@dataclass(frozen=True, slots=True)
class LegHistory:
    """Passages and silences of one mode by lane and leg, and the days each lane is set up with."""

    passages: Mapping[tuple[str, str], list[Passage]]
    silences: Mapping[tuple[str, str], list[Taken]]
    lane_days: Mapping[str, tuple[int, int]]
    _evidence: dict[tuple[str, str, str], Evidence] = field(default_factory=dict, compare=False)

    def of_lane(self, lane: str, leg: str) -> list[Passage]:
        return self.passages.get((lane, leg), [])

    def evidence(self, lane: str, leg: str, country: str) -> Evidence:
        """What is known of this leg on the way to ``country``; worked out once."""
        key = lane, leg, country
        if key not in self._evidence:
            self._evidence[key] = self._weigh(*key)
        return self._evidence[key]

    def _weigh(self, lane: str, leg: str, country: str) -> Evidence:
        of_lane, of_mode = self.of_lane(lane, leg), self._of_mode(leg)
        place = working_time(country)
        if place is None or not keeps_rest(place, arrivals_of(of_lane)):
            return Evidence(of_lane, of_mode, CALENDAR_TIME)
        clock = place if leg in RESTING_LEGS else WorkingDoor(place)
        return Evidence(counted_by(clock, of_lane), counted_by(clock, of_mode), clock)

    def _of_mode(self, leg: str) -> list[Passage]:
        """The latest through this leg of any lane."""
        through = [one for (_, of), several in self.passages.items() if of == leg for one in several]
        return sorted(through, key=lambda one: one.entered_at)[-POLICY.window :]


def leg_history(mode: str) -> LegHistory:
    """The history of ``mode``, read anew every ten minutes; two statements."""
    return histories[mode]


def _read(mode: str) -> LegHistory:
    now = timezone.now()
    place = Window(RowNumber(), partition_by=[F("lane"), F("leg")], order_by=F("entered_at").desc())
    latest = LegTime.objects.filter(mode=mode).annotate(place=place).filter(place__lte=POLICY.window)
    passages: dict[tuple[str, str], list[Passage]] = {}
    silences: dict[tuple[str, str], list[Taken]] = {}
    for lane, leg, entered_at, left_at, delivered_at, silent in latest.values_list(
        "lane", "leg", "entered_at", "left_at", "delivered_at", "silent_hours"
    ):
        stayed, to_door = _taken(entered_at, left_at, now), _taken(entered_at, delivered_at, now)
        passages.setdefault((lane, leg), []).append(Passage(entered_at, stayed, to_door))
        silences.setdefault((lane, leg), []).append(Taken(silent, over=left_at is not None))
    days = Lane.objects.filter(mode__code=mode).values_list("code", "min_days", "max_days")
    return LegHistory(passages, silences, {code: (least, most) for code, least, most in days})


def _taken(since: datetime, until: datetime | None, now: datetime) -> Taken:
    return Taken(max(((until or now) - since) // HOUR, 0), over=until is not None)


histories = Recent[str, LegHistory](_read, seconds=SECONDS_KEPT)

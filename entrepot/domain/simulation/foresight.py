"""The arrival windows told at dispatch, from what was known by then."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from entrepot.domain.sourcing.lanes import Lane
from entrepot.domain.tracking.durations import Taken
from entrepot.domain.tracking.eta import HOURS_A_DAY, Basis, Passage, Remaining, Span, remaining, window

HOUR: Final = timedelta(hours=1)


@dataclass
class Foresight:
    """Remembers when parcels of each lane left and arrived. Windows are worked out once a lane and day."""

    _left: dict[str, list[tuple[datetime, datetime | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _told: dict[tuple[str, date], Remaining] = field(default_factory=dict)

    def left(self, lane: Lane, at: datetime, arrives_at: datetime | None) -> None:
        """A parcel left ``at``; ``arrives_at`` is looked at only once it has passed, ``None`` never does."""
        self._left[lane.code].append((at, arrives_at))

    def window(self, lane: Lane, at: datetime) -> tuple[datetime, datetime] | None:
        """First and last moment of arrival of a parcel leaving ``at``; ``None`` without evidence."""
        key = lane.code, at.date()
        if key not in self._told:
            span = Span(lane.min_days * HOURS_A_DAY, lane.max_days * HOURS_A_DAY)
            known = self._known(lane, at)
            self._told[key] = remaining(lane=known, mode=(), age=0, configured=span, since_dispatch=0)
        told = self._told[key]
        if told.basis is Basis.CONFIGURED:
            return None
        found = window(at, told)
        return found.earliest, found.latest

    def _known(self, lane: Lane, now: datetime) -> list[Passage]:
        return [
            Passage(began, taken, taken)
            for began, ended in self._left[lane.code]
            if began < now
            for taken in [_taken(began, ended, now)]
        ]


def _taken(began: datetime, ended: datetime | None, now: datetime) -> Taken:
    if ended is not None and ended <= now:
        return Taken((ended - began) // HOUR)
    return Taken((now - began) // HOUR, over=False)

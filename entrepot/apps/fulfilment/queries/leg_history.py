"""How long parcels before took: the latest passages through each leg of each lane of a mode."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from entrepot.apps.fulfilment.models import LegTime
from entrepot.apps.lanes.models import Lane
from entrepot.domain.tracking.durations import Taken
from entrepot.domain.tracking.eta import POLICY, Passage
from entrepot.kit.recent import Recent

HOUR: Final = timedelta(hours=1)
SECONDS_KEPT: Final = 600


@dataclass(frozen=True, slots=True)
class LegHistory:
    """Passages and silences of one mode by lane and leg, and the days each lane is set up with."""

    passages: Mapping[tuple[str, str], list[Passage]]
    silences: Mapping[tuple[str, str], list[Taken]]
    lane_days: Mapping[str, tuple[int, int]]

    def of_lane(self, lane: str, leg: str) -> list[Passage]:
        return self.passages.get((lane, leg), [])

    def of_mode(self, leg: str) -> list[Passage]:
        """Through this leg of any lane."""
        return [one for (_, of_leg), several in self.passages.items() if of_leg == leg for one in several]


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

"""The legs that a parcel went through, from its events: when it entered and left each, how silent it was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from entrepot.domain.tracking.derive import Event, whereabouts
from entrepot.domain.tracking.statuses import NOT_HANDED_OVER, TrackingLeg, TrackingReason

ORDER: Final = tuple(TrackingLeg)
HOUR: Final = timedelta(hours=1)
# The legs that a lane is planned with, by the one in which a parcel is heard of meanwhile. What comes before
# the dispatch (purchase, picking) is in none.
PLANNED_LEGS: Final[Mapping[str, frozenset[str]]] = {
    TrackingLeg.FIRST_MILE: frozenset({"collect", "consolidate", "export_customs"}),
    TrackingLeg.LINE_HAUL: frozenset({"line_haul"}),
    TrackingLeg.CUSTOMS: frozenset({"import_customs"}),
    TrackingLeg.LAST_MILE: frozenset({"deconsolidate", "inject", "last_mile", "delivery", "pick_up"}),
}


@dataclass(frozen=True, slots=True)
class LegStay:
    """A leg, entered and (``None``: not yet) left, with the moments at which something was heard in it."""

    leg: TrackingLeg
    entered_at: datetime
    left_at: datetime | None
    heard_at: tuple[datetime, ...]

    def longest_silence(self, now: datetime) -> int:
        """The most hours without news in this leg, up to its end or ``now``."""
        moments = sorted((self.entered_at, *self.heard_at, self.left_at or now))
        return max((later - earlier) // HOUR for earlier, later in pairwise(moments))


def leg_stays(events: Iterable[Event], *, dispatched_at: datetime) -> list[LegStay]:
    """The legs in their order; the first begins with the dispatch, or with a scan before it.

    A parcel only goes forward: late news of an earlier leg belongs to the leg it is in. The last ends with
    delivery. Announcements and codes that nobody understands are no news.
    """
    heard = list(events)
    news = sorted(
        (event.at, event.leg)
        for event in heard
        if event.status not in NOT_HANDED_OVER and event.reason != TrackingReason.UNKNOWN
    )
    delivered_at = whereabouts(heard).delivered_at
    if delivered_at is not None:
        news = [(at, leg) for at, leg in news if at <= delivered_at]
    begun = min([dispatched_at, *(at for at, _ in news[:1])])
    entered, heard_in = {TrackingLeg.FIRST_MILE: begun}, {TrackingLeg.FIRST_MILE: list[datetime]()}
    current = TrackingLeg.FIRST_MILE
    for at, told in news:
        if told and ORDER.index(TrackingLeg(told)) > ORDER.index(current):
            current = TrackingLeg(told)
            entered[current], heard_in[current] = at, []
        heard_in[current].append(at)
    ends = [*list(entered.values())[1:], delivered_at]
    return [
        LegStay(leg, at, end, tuple(heard_in[leg]))
        for (leg, at), end in zip(entered.items(), ends, strict=True)
    ]

"""How a lane did before a day and since: before and after another mode or carrier, else 30 days each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from entrepot.apps.fulfilment.queries.outcomes import LOOKED_BACK, Legs, outcomes_of, parcels_since
from entrepot.domain.tracking.scorecard import POLICY, Score, score

USUALLY: Final = timedelta(days=30)
# A mode and a carrier.
Manner = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """From ``at`` on most parcels went in the manner ``new``; before it most went in ``old``."""

    at: datetime
    old: Manner
    new: Manner


@dataclass(frozen=True, slots=True)
class Compared:
    """The score of a leg, or of the whole way (``leg`` is empty), before and since."""

    leg: str
    before: Score
    since: Score

    @property
    def hours_later(self) -> int | None:
        """By how many hours half the parcels are later since; ``None`` unless both are known."""
        before, since = self.before.median_hours, self.since.median_hours
        return None if before is None or since is None else since - before


@dataclass(frozen=True, slots=True)
class LanePeriods:
    """Parcels sent from ``begins_at`` until ``divides_at`` against those sent since, up to now."""

    begins_at: datetime
    divides_at: datetime
    change: Change | None
    compared: tuple[Compared, ...]


def lane_periods(lane: str, now: datetime) -> LanePeriods:
    """Both periods of ``lane`` at ``now``. They divide on its last change of the last half year, if there was
    one; the former is as long as the latter, at least 30 days. Three statements."""
    parcels = parcels_since(now - LOOKED_BACK, lane)
    change = last_change(parcels)
    divides_at = change.at if change else now - USUALLY
    begins_at = divides_at - max(now - divides_at, USUALLY)
    before = _scores([legs for legs in parcels if begins_at <= legs[0]["entered_at"] < divides_at], now)
    since = _scores([legs for legs in parcels if legs[0]["entered_at"] >= divides_at], now)
    nothing = score(())
    names = ["", *dict.fromkeys(leg["leg"] for legs in parcels for leg in legs)]
    compared = (Compared(leg, before.get(leg, nothing), since.get(leg, nothing)) for leg in names)
    return LanePeriods(begins_at, divides_at, change, tuple(compared) if parcels else ())


def last_change(parcels: Iterable[Legs]) -> Change | None:
    """The latest day on which a mode with a carrier was new and by which most parcels went from then on.

    Parcels still under way may yet change hands and do not count; below ten in the new manner, it is an
    exception rather than a change.
    """
    arrived = [legs for legs in parcels if legs[-1]["delivered_at"] is not None]
    manners = [(legs[0]["mode"], legs[-1]["carrier"]) for legs in arrived]
    first_of = {manner: at for at, manner in reversed(list(enumerate(manners)))}
    for manner, at in sorted(first_of.items(), key=lambda one: -one[1]):
        count = manners[at:].count(manner)
        if at and count >= POLICY.for_times and 2 * count > len(manners) - at:
            return Change(arrived[at][0]["entered_at"], _most(manners[:at]), manner)
    return None


def _most(manners: Sequence[Manner]) -> Manner:
    return Counter(manners).most_common(1)[0][0]


def _scores(parcels: Sequence[Legs], now: datetime) -> Mapping[str, Score]:
    """By leg, and of the whole way under the empty one."""
    told = outcomes_of(parcels, now).told
    return {subject.leg: score(known) for subject, known in told.items() if subject.kind != "carrier"}

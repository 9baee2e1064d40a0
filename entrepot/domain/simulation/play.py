"""One way to one market, played with a seed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from entrepot.domain.simulation.chance import Chance
from entrepot.domain.simulation.law import Law
from entrepot.domain.simulation.run import Run
from entrepot.domain.simulation.tally import Tally
from entrepot.domain.simulation.trace import Trace
from entrepot.domain.simulation.trip import Fate
from entrepot.domain.simulation.world import Hazards, Market, Way


@dataclass(frozen=True, slots=True)
class Season:
    """``days`` from ``start`` on, with the luck of ``seed``."""

    start: date
    days: int
    seed: int


def play(
    market: Market, way: Way, law: Law, season: Season, hazards: Hazards, trace: Trace | None = None
) -> Tally:
    """What comes of all the market's orders. Ways share no stock; the same order has the same luck."""
    kept = trace or Trace()
    place = f"{market.code}/{way.mode}"

    def tell(at: datetime, kind: str, subject: str, detail: str) -> None:
        kept.tell(place, at, kind, subject, detail)

    fate = Fate(Chance(season.seed), hazards, strict_from(market, season, hazards))
    return Run(market, way, law, fate, hazards, season.start, season.days, tell).play()


def strict_from(market: Market, season: Season, hazards: Hazards) -> date:
    """The day from which customs of the market looks harder for a while, the same for all its ways."""
    latest = max(season.days - hazards.strict_days, 0)
    return season.start + timedelta(days=Chance(season.seed).days(0, latest, "strict", market.code))

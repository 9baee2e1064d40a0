"""Way after way of a season: what came of each, how it is kept, and the report of all that were played."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Final

from entrepot.domain.simulation.document import market_document
from entrepot.domain.simulation.law import Law
from entrepot.domain.simulation.play import Season, play
from entrepot.domain.simulation.tally import Tally
from entrepot.domain.simulation.trace import Trace, together
from entrepot.domain.simulation.world import Hazards, Market, Way

READ: Final[Mapping[type, Callable[[Any], Any]]] = {
    Decimal: Decimal,
    Counter: Counter,
    dict: lambda kept: {name: Decimal(amount) for name, amount in kept.items()},
}


@dataclass(frozen=True, slots=True)
class Played:
    """What came of one way to the market of this code; ``trace`` is the hash of its ``events``."""

    market: str
    tally: Tally
    events: int
    trace: str

    @property
    def key(self) -> tuple[str, str]:
        return self.market, self.tally.mode


def play_way(
    market: Market, way: Way, law: Law, season: Season, write: Callable[[str], object] | None = None
) -> Played:
    """The way with the usual hazards. ``write`` receives every line of the trace."""
    trace = Trace(write)
    tally = play(market, way, law, season, Hazards(), trace)
    return Played(market.code, tally, trace.events, trace.fingerprint)


def ways_of(markets: Sequence[Market]) -> list[tuple[Market, Way]]:
    """What is to be played, in order."""
    return [(market, way) for market in markets for way in market.ways]


def report(season: Season, rules: str, markets: Sequence[Market], played: Sequence[Played]) -> dict[str, Any]:
    """As JSON-ready dictionaries: the markets of which something was ``played``, and one hash over all of it.

    ``rules`` is the fingerprint of the law. A season that was stopped has ``ways_played`` below ``ways``.
    """
    found = {one.key: one for one in played}
    order = [found[key] for market, way in ways_of(markets) if (key := (market.code, way.mode)) in found]
    tallies = {market.code: [one.tally for one in order if one.market == market.code] for market in markets}
    return {
        "from": season.start.isoformat(),
        "days": season.days,
        "seed": season.seed,
        "rules": rules,
        "ways": len(ways_of(markets)),
        "ways_played": len(order),
        "markets": [
            market_document(market, tallies[market.code], season.days)
            for market in markets
            if tallies[market.code]
        ],
        "events": sum(one.events for one in order),
        "trace": together((f"{one.market}/{one.tally.mode}", one.trace) for one in order),
    }


def kept(played: Played) -> dict[str, Any]:
    """To go on with on another day: ``played_of`` makes the same of it."""
    tally = {each.name: _plain(getattr(played.tally, each.name)) for each in fields(Tally)}
    return {"market": played.market, "events": played.events, "trace": played.trace, "tally": tally}


def played_of(document: Mapping[str, Any]) -> Played:
    """The inverse of ``kept``."""
    empty = Tally("", "")
    read = {
        name: READ.get(type(getattr(empty, name)), lambda value: value)(value)
        for name, value in document["tally"].items()
    }
    return Played(document["market"], Tally(**read), document["events"], document["trace"])


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return str(value) if isinstance(value, Decimal) else value

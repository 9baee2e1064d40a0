"""Play the next way of a simulation, and write down what is known then."""

from datetime import date, datetime
from functools import lru_cache

from django.db import transaction

from entrepot.apps.planning.models import Simulation
from entrepot.domain.lifecycles import SIMULATION
from entrepot.domain.simulation.law import Law
from entrepot.domain.simulation.play import Season
from entrepot.domain.simulation.report import Played, kept, play_way, played_of, report, ways_of
from entrepot.domain.simulation.world import Market
from entrepot.kit.adapters import scenarios
from entrepot.kit.transitions import transition

BY = "system"


def play_next_way(*, simulation_id: int) -> bool:
    """Returns whether there is more to play: not when it was stopped meanwhile, nor after its last way.

    Takes seconds of computing and no lock while it plays. A simulation that cannot be played becomes
    ``failed``, with the reason in its history, and the error goes on to whoever called.
    """
    simulation = Simulation.objects.get(pk=simulation_id)
    if simulation.status == "queued":
        transition(simulation, SIMULATION, to="running", by=BY)
    if simulation.status != "running":
        return False
    try:
        law, markets = _world(simulation)
        played = _play_one(simulation, law, markets)
    except Exception as error:
        transition(simulation, SIMULATION, to="failed", by=BY, why=f"{type(error).__name__}: {error}")
        raise
    return _write_down(simulation, law, markets, played)


def _play_one(simulation: Simulation, law: Law, markets: list[Market]) -> list[Played]:
    """What was played before, and one way more."""
    played = [played_of(document) for document in simulation.played]
    done = {one.key for one in played}
    left = [(market, way) for market, way in ways_of(markets) if (market.code, way.mode) not in done]
    if left:
        market, way = left[0]
        played.append(play_way(market, way, law, _season(simulation)))
    return played


@transaction.atomic
def _write_down(simulation: Simulation, law: Law, markets: list[Market], played: list[Played]) -> bool:
    found = report(_season(simulation), law.rulebook.fingerprint, markets, played)
    has_ended = found["ways_played"] == found["ways"]
    row = Simulation.objects.select_for_update().get(pk=simulation.pk)
    row.ways, row.ways_played, row.report = found["ways"], found["ways_played"], found
    row.played = [] if has_ended else [kept(one) for one in played]
    row.save(update_fields=["ways", "ways_played", "report", "played"])
    if has_ended and row.status == "running":
        transition(row, SIMULATION, to="finished", by=BY)
    return row.status == "running"


def _season(simulation: Simulation) -> Season:
    return Season(simulation.start, simulation.days, simulation.seed)


def _world(simulation: Simulation) -> tuple[Law, list[Market]]:
    return _opened(
        simulation.scenario, simulation.start, simulation.days, simulation.orders, tuple(simulation.markets),
        simulation.asked_at,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _opened(
    scenario: str, start: date, days: int, orders: int, codes: tuple[str, ...], known_at: datetime
) -> tuple[Law, list[Market]]:
    """Kept from one way to the next: opening may read years of sales."""
    return scenarios[scenario].open(start=start, days=days, orders=orders, codes=codes, known_at=known_at)

"""One short simulation, so that a newcomer finds its tables: played by the worker once the shop rests."""

from datetime import date
from typing import Final

from entrepot.apps.planning.models import Simulation
from entrepot.apps.planning.services.start_simulation import start_simulation
from entrepot.apps.planning.tasks import play_soon
from entrepot.demo.simulation.markets import market_names

START: Final = date(2026, 6, 20)
DAYS, ORDERS, SEED = 21, 40, 7
# The shop's first orders are on their way until then.
IN_MINUTES: Final = 3


def play_first_simulation() -> None:
    """Three weeks around the Union's duty on low values, in a shop that never had a simulation."""
    if Simulation.objects.exists():
        return
    first = start_simulation(
        start=START, days=DAYS, seed=SEED, orders=ORDERS, markets=list(market_names()), by="system"
    )
    play_soon(first.pk, in_minutes=IN_MINUTES)

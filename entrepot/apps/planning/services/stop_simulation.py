"""Stop a simulation: the way that is being played is the last."""

from entrepot.apps.planning.models import Simulation
from entrepot.domain.lifecycles import SIMULATION
from entrepot.kit.transitions import transition


def stop_simulation(*, simulation: Simulation, by: str, why: str = "") -> Simulation:
    """What was played is kept. Raises ``IllegalTransition`` for one that has ended."""
    return transition(simulation, SIMULATION, to="stopped", by=by, why=why)

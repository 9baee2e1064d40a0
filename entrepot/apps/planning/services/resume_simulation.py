"""Go on with a simulation that was stopped or failed."""

from entrepot.apps.planning.models import Simulation
from entrepot.domain.lifecycles import SIMULATION
from entrepot.kit.transitions import transition


def resume_simulation(*, simulation: Simulation, by: str) -> Simulation:
    """It waits to be played again, from the first way that was not. Raises ``IllegalTransition``."""
    return transition(simulation, SIMULATION, to="queued", by=by)

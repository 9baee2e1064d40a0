"""Jobs of planning."""

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from entrepot.apps.planning.services.play_next_way import play_next_way

# Below every other job, prices in lists among them: nobody waits for a simulation.
SIMULATIONS_CAN_WAIT = -20
# One way at a time in the whole house: a way is seconds of nothing but computing.
PLAYING = "planning.play_simulation"


@app.task(name="planning.play_simulation", lock=PLAYING, priority=SIMULATIONS_CAN_WAIT)
def play_simulation(simulation_id: int) -> None:
    """One way; the next is another job, so that everything that matters more comes between."""
    if play_next_way(simulation_id=simulation_id):
        play_soon(simulation_id)


def play_soon(simulation_id: int, *, in_minutes: int = 0) -> None:
    """Have a simulation gone on with; nothing more when that is waiting already."""
    lock = f"{PLAYING}:{simulation_id}"
    with suppress(AlreadyEnqueued), transaction.atomic():
        play_simulation.configure(queueing_lock=lock, schedule_in={"minutes": in_minutes}).defer(
            simulation_id=simulation_id
        )

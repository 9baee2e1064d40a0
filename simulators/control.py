"""The control API that all simulators share: arm faults, ask for outcomes, look inside."""

from typing import Any

from simulators.faults import BadFault
from simulators.server import Answer, Refused, Request
from simulators.world import SPEEDS, World

MAX_TIMES = 10_000


def install(world: World, outcomes: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    """Add the routes. ``outcomes`` can be asked for; ``kinds`` of documents are listed in the state."""

    def arm(request: Request) -> Answer:
        try:
            world.faults.arm(request.json())
        except BadFault as error:
            raise Refused(422, "invalid_field", f"{error.field} {error}", error.field) from error
        return Answer.json({"faults": world.faults.armed()}, 201)

    def disarm(_: Request) -> Answer:
        world.faults.disarm()
        world.store.set("next", [])
        return Answer.json({"faults": []})

    def ask(request: Request) -> Answer:
        body = request.json()
        outcome, times = body.get("outcome"), body.get("times", 1)
        if outcome not in outcomes:
            message = f"outcome must be one of {', '.join(outcomes)}"
            raise Refused(422, "invalid_field", message, "outcome")
        if not isinstance(times, int) or isinstance(times, bool) or not 1 <= times <= MAX_TIMES:
            raise Refused(422, "invalid_field", f"times must be 1 to {MAX_TIMES}", "times")
        world.ask_for_next(outcome, times)
        return Answer.json({"next": world.store.setting("next", [])}, 201)

    def hurry(request: Request) -> Answer:
        speed = request.json().get("speed")
        if speed not in SPEEDS:
            raise Refused(422, "invalid_field", f"speed must be one of {', '.join(SPEEDS)}", "speed")
        world.speed = speed
        return Answer.json({"speed": speed})

    world.router.add("POST", "/control/faults", arm)
    world.router.add("DELETE", "/control/faults", disarm)
    world.router.add("POST", "/control/next", ask)
    world.router.add("POST", "/control/speed", hurry)
    world.router.add("GET", "/control/state", lambda _: Answer.json(state(world, kinds)))
    world.router.add("GET", "/healthz", lambda _: Answer.json({"status": "ok", "simulator": world.name}))


def state(world: World, kinds: tuple[str, ...]) -> dict[str, Any]:
    """Everything worth knowing about a simulator, newest first, cut to the last fifty of each kind."""
    return {
        "simulator": world.name,
        "speed": world.speed,
        "webhook": world.webhooks.url,
        "counts": {kind: world.store.count(kind) for kind in kinds},
        "faults": world.faults.armed(),
        "next": world.store.setting("next", []),
        "pending": world.agenda.pending(),
        "deliveries": world.webhooks.deliveries(),
        **{f"{kind}s": world.store.latest(kind) for kind in kinds},
    }

"""The carrier's desk: rates, manifests and pick-ups; charges are in euro cents."""

from datetime import UTC, datetime, timedelta
from typing import Any

from simulators.carrier.booking import HEAVIEST_G, address, charge, load
from simulators.server import Answer, Refused, Request
from simulators.world import World, text, whole

# Service: days abroad, days at home.
SERVICES = {"economy": (12, 4), "standard": (8, 2), "express": (3, 1)}
SHORTEST_WINDOW = timedelta(hours=1)
MOST_NUMBERS = 1000


def install(world: World) -> None:
    """Add the routes of the desk."""
    world.router.add("POST", "/v1/rates", rates)
    world.router.add("POST", "/v1/manifests", lambda request: manifest(world, request))
    world.router.add("POST", "/v1/pickups", lambda request: pickup(world, request))
    cancel_path = "/v1/pickups/<reference>/cancel"
    world.router.add("POST", cancel_path, lambda request: cancel_pickup(world, request))


def rates(request: Request) -> Answer:
    """``POST /v1/rates``: every service with what all parcels cost by it."""
    body = request.json()
    sender, recipient = address(body, "sender"), address(body, "recipient")
    parcels = body.get("parcels")
    if not isinstance(parcels, list) or not parcels or not all(isinstance(one, dict) for one in parcels):
        raise Refused(422, "invalid_field", "parcels must be a list of objects", "parcels")
    weights = [whole(one, "weight_g", 1, HEAVIEST_G) for one in parcels]
    at_home = sender["country"] == recipient["country"]
    found = [
        {
            "service": service,
            "charge": sum(charge({"service": service, "weight_g": weight}) for weight in weights),
            "currency": "EUR",
            "days": days[at_home],
        }
        for service, days in SERVICES.items()
    ]
    return Answer.json({"rates": found})


def manifest(world: World, request: Request) -> Answer:
    """``POST /v1/manifests``: closes the numbers together or, with one in the way, none of them."""

    def make(body: dict[str, Any]) -> Answer:
        address(body, "place")
        numbers = body.get("numbers")
        if not isinstance(numbers, list) or not 1 <= len(numbers) <= MOST_NUMBERS:
            raise Refused(
                422, "invalid_field", f"numbers must be 1 to {MOST_NUMBERS} item numbers", "numbers"
            )
        parcels = [load(world, str(number)) for number in numbers]
        for parcel in parcels:
            if parcel["status"] == "cancelled":
                raise Refused(409, "cancelled", f"{parcel['number']} is cancelled", "numbers")
            if parcel.get("manifest"):
                said = f"{parcel['number']} is on manifest {parcel['manifest']}"
                raise Refused(409, "manifested", said, "numbers")
        reference = f"SM{world.store.next_number('manifest', 300001)}"
        for parcel in parcels:
            world.store.put("parcel", parcel["number"], {**parcel, "manifest": reference})
        made = {"reference": reference, "numbers": numbers, "closed_at": datetime.now(UTC).isoformat()}
        world.store.put("manifest", reference, made)
        return Answer.json(made, 201)

    return world.once(request, make)


def pickup(world: World, request: Request) -> Answer:
    """``POST /v1/pickups``: the van comes within the window, which lasts an hour or more."""

    def make(body: dict[str, Any]) -> Answer:
        place = address(body, "place")
        ready, closes = moment(body, "ready_at"), moment(body, "closes_at")
        if closes <= datetime.now(UTC) or closes - ready < SHORTEST_WINDOW:
            raise Refused(422, "invalid_window", "the window is over or too short", "closes_at")
        reference = f"SP{world.store.next_number('pickup', 400001)}"
        made = {
            "reference": reference, "place": place, "ready_at": ready.isoformat(),
            "closes_at": closes.isoformat(), "parcels": whole(body, "parcels", 1, 10_000),
            "weight_g": whole(body, "weight_g", 1), "status": "ordered",
        }  # fmt: skip
        world.store.put("pickup", reference, made)
        return Answer.json({"reference": reference}, 201)

    return world.once(request, make)


def cancel_pickup(world: World, request: Request) -> Answer:
    """``POST /v1/pickups/<reference>/cancel``."""
    with world.store.transaction():
        known = world.store.get("pickup", request.params["reference"])
        if known is None:
            said = f"{request.params['reference']} was not ordered here"
            raise Refused(404, "unknown_pickup", said, "reference")
        world.store.put("pickup", known["reference"], {**known, "status": "cancelled"})
    return Answer.json({"reference": known["reference"], "status": "cancelled"})


def moment(body: dict[str, Any], name: str) -> datetime:
    """A required moment with its time zone. Raises ``Refused`` naming the field."""
    try:
        found = datetime.fromisoformat(text(body, name, 40))
    except ValueError as error:
        raise Refused(422, "invalid_field", f"{name} must be an ISO 8601 moment", name) from error
    if found.tzinfo is None:
        raise Refused(422, "invalid_field", f"{name} must carry a time zone", name)
    return found

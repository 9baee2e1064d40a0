"""The carrier's API: book, hand over, cancel, read events; charges are in euro cents."""

from typing import Any

from simulators import control
from simulators.carrier.booking import accepted, charge, given_number, load
from simulators.carrier.journey import INFO, OUTCOMES, Depot
from simulators.carrier.numbers import allocate
from simulators.server import Answer, Refused, Request
from simulators.world import World


def install(world: World, depot: Depot) -> None:
    """Add the routes of the carrier."""
    one = "/v1/consignments/<number>"
    world.router.add("POST", "/v1/consignments", lambda request: book(world, depot, request))
    world.router.add("POST", one + "/hand-over", lambda request: hand_over(world, depot, request))
    world.router.add("POST", one + "/cancel", lambda request: cancel(world, request))
    world.router.add("GET", one + "/events", lambda request: events(world, request))
    control.install(world, outcomes=OUTCOMES, kinds=("parcel",))


def book(world: World, depot: Depot, request: Request) -> Answer:
    """``POST /v1/consignments``: 201 with a new item number, its reference and the charge."""

    def make(body: dict[str, Any]) -> Answer:
        parcel = accepted(body)
        number = given_number(world, body) or allocate(world, parcel["service"], parcel["sender"]["country"])
        parcel |= {"number": number, "status": "booked", "events": [], "handed_over": False, "asked": ""}
        reference = f"SC{world.store.next_number('booking', 700001)}"
        parcel["reference"] = reference
        world.store.put("parcel", number, parcel)
        depot.record(parcel, [INFO])
        answer = {"number": number, "reference": reference, "charge": charge(parcel), "currency": "EUR"}
        return Answer.json(answer, 201)

    return world.once(request, make)


def hand_over(world: World, depot: Depot, request: Request) -> Answer:
    """``POST .../hand-over``: the way begins; saying it twice changes nothing."""
    with world.store.transaction():
        parcel = load(world, request.params["number"])
        if parcel["status"] == "cancelled":
            raise Refused(409, "cancelled", "a cancelled number cannot be handed over", "number")
        if not parcel["handed_over"]:
            parcel["handed_over"] = True
            world.store.put("parcel", parcel["number"], parcel)
            depot.depart(parcel)
    return Answer.json({"number": parcel["number"], "status": "handed_over"})


def cancel(world: World, request: Request) -> Answer:
    """``POST .../cancel``: voids the number; 409 once the parcel was handed over or manifested."""
    with world.store.transaction():
        parcel = load(world, request.params["number"])
        if parcel["handed_over"]:
            raise Refused(409, "already_handed_over", "the parcel is on its way already", "number")
        if parcel.get("manifest"):
            raise Refused(409, "manifested", f"the parcel is on manifest {parcel['manifest']}", "number")
        parcel["status"] = "cancelled"
        world.store.put("parcel", parcel["number"], parcel)
    return Answer.json({"number": parcel["number"], "status": "cancelled"})


def events(world: World, request: Request) -> Answer:
    parcel = load(world, request.params["number"])
    return Answer.json({"number": parcel["number"], "events": parcel["events"]})

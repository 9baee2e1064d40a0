"""The carrier's API: book, hand over, cancel, read events; charges are in euro cents."""

import re
from typing import Any

from simulators import control
from simulators.carrier.journey import INFO, OUTCOMES, Depot
from simulators.carrier.numbers import allocate
from simulators.server import Answer, Refused, Request
from simulators.world import SPEEDS, World, text, whole

COUNTRY = re.compile(r"[A-Z]{2}")
HEAVIEST_G = 30_000
BASE_CENTS, CENTS_PER_100_G = 300, 60


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
        number = allocate(world, parcel["service"], parcel["sender"]["country"])
        parcel |= {"number": number, "status": "booked", "events": [], "handed_over": False, "asked": ""}
        reference = f"SC{world.store.next_number('booking', 700001)}"
        parcel["reference"] = reference
        world.store.put("parcel", number, parcel)
        depot.record(parcel, [INFO])
        answer = {"number": number, "reference": reference, "charge": charge(parcel), "currency": "EUR"}
        return Answer.json(answer, 201)

    return world.once(request, make)


def accepted(body: dict[str, Any]) -> dict[str, Any]:
    """A booking that this carrier can carry. Raises ``Refused`` 422 naming the field."""
    speed = body.get("speed") or ""
    if speed and speed not in SPEEDS:
        raise Refused(422, "invalid_field", f"speed must be one of {', '.join(SPEEDS)}", "speed")
    sender, recipient = address(body, "sender"), address(body, "recipient")
    contents = body.get("contents")
    if not isinstance(contents, list) or not all(isinstance(line, dict) for line in contents):
        raise Refused(422, "invalid_field", "contents must be a list of objects", "contents")
    if not contents and sender["country"] != recipient["country"]:
        raise Refused(422, "contents_missing", "a parcel abroad must say what is in it", "contents")
    return {
        "service": text(body, "service", 60),
        "sender": sender,
        "recipient": recipient,
        "weight_g": whole(body, "weight_g", 1, HEAVIEST_G),
        "contents": contents,
        "speed": speed,
    }


def address(body: dict[str, Any], name: str) -> dict[str, Any]:
    value = body.get(name)
    if not isinstance(value, dict):
        raise Refused(422, "invalid_field", f"{name} must be an address", name)
    for part in ("name", "line1", "city", "country"):
        if not isinstance(value.get(part), str) or not value[part].strip():
            raise Refused(422, "invalid_field", f"{name}.{part} is missing", f"{name}.{part}")
    if not COUNTRY.fullmatch(value["country"]):
        message = f"{name}.country must be an ISO 3166 code such as GB"
        raise Refused(422, "invalid_field", message, f"{name}.country")
    return value


def charge(parcel: dict[str, Any]) -> int:
    """Cents for carrying: a base and a step per 100 g begun, express twice that."""
    cents: int = BASE_CENTS + CENTS_PER_100_G * -(-parcel["weight_g"] // 100)
    return cents * 2 if "express" in parcel["service"].lower() else cents


def load(world: World, number: str) -> dict[str, Any]:
    """A parcel as stored. Raises ``Refused`` 404."""
    parcel = world.store.get("parcel", number)
    if parcel is None:
        raise Refused(404, "unknown_number", f"{number} was not booked here", "number")
    return parcel


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
    """``POST .../cancel``: voids the number; 409 once the parcel was handed over."""
    with world.store.transaction():
        parcel = load(world, request.params["number"])
        if parcel["handed_over"]:
            raise Refused(409, "already_handed_over", "the parcel is on its way already", "number")
        parcel["status"] = "cancelled"
        world.store.put("parcel", parcel["number"], parcel)
    return Answer.json({"number": parcel["number"], "status": "cancelled"})


def events(world: World, request: Request) -> Answer:
    parcel = load(world, request.params["number"])
    return Answer.json({"number": parcel["number"], "events": parcel["events"]})

"""A booking that this carrier can carry, what it costs, and parcels as they are kept."""

import re
from typing import Any

from simulators.server import Refused
from simulators.world import SPEEDS, World, text, whole

COUNTRY = re.compile(r"[A-Z]{2}")
HEAVIEST_G = 30_000
HEAVIEST_PALLET_G = 1_200_000
BASE_CENTS, CENTS_PER_100_G = 300, 60


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
    service = text(body, "service", 60)
    return {
        "service": service,
        "sender": sender,
        "recipient": recipient,
        "weight_g": whole(body, "weight_g", 1, heaviest_g(service)),
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


def heaviest_g(service: str) -> int:
    """Freight goes on pallets, everything else in parcels."""
    return HEAVIEST_PALLET_G if "freight" in service.lower() else HEAVIEST_G


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


def given_number(world: World, body: dict[str, Any]) -> str:
    """A number of a range that the customer holds, if one is given. Raises ``Refused`` when it is taken."""
    number = text(body, "number", 40) if body.get("number") else ""
    if number and world.store.get("parcel", number) is not None:
        raise Refused(409, "number_taken", f"{number} was booked before", "number")
    return number

"""The marketplace's API for sellers. Amounts are whole minor units of the currency."""

from typing import Any

from simulators import control
from simulators.server import Answer, Refused, Request
from simulators.world import World, iso_currency, text, whole

MOST_DAYS = 365


def install(world: World) -> None:
    """Add the routes of this marketplace."""
    world.router.add("POST", "/v1/listings", lambda request: publish(world, request))
    world.router.add("POST", "/v1/listings/<sku>/withdraw", lambda request: withdraw(world, request))
    world.router.add("POST", "/v1/availability", lambda request: set_available(world, request))
    world.router.add("POST", "/v1/shipments", lambda request: tell_shipment(world, request))
    control.install(world, outcomes=(), kinds=("listing", "shipment"))


def publish(world: World, request: Request) -> Answer:
    """``POST /v1/listings``: 201 with our reference; the same SKU again changes the listing."""

    def make(body: dict[str, Any]) -> Answer:
        sku = text(body, "sku", 60)
        listing = {
            "reference": f"lst_{sku}",
            "sku": sku,
            "title": text(body, "title"),
            "price": whole(body, "price", 0),
            "currency": iso_currency(body),
            "ships_from": str(body.get("ships_from") or "")[:2],
            "handling_days": whole(body, "handling_days", 0, MOST_DAYS),
            "transit_days": [
                whole(body, "transit_days_min", 0, MOST_DAYS), whole(body, "transit_days_max", 0, MOST_DAYS)
            ],
            "available": whole(body, "available", 0),
            "status": "live",
        }  # fmt: skip
        world.store.put("listing", sku, listing)
        return Answer.json({"reference": listing["reference"], "status": "live"}, 201)

    return world.once(request, make)


def withdraw(world: World, request: Request) -> Answer:
    """Take a listing off; one that is not there is off already."""
    with world.store.transaction():
        listing = world.store.get("listing", request.params["sku"])
        if listing is not None:
            world.store.put("listing", listing["sku"], {**listing, "status": "withdrawn", "available": 0})
    return Answer.json({"status": "withdrawn"})


def set_available(world: World, request: Request) -> Answer:
    """``{"units": {sku: count}}``: all of them or none."""
    units = request.json().get("units")
    if not isinstance(units, dict):
        raise Refused(422, "invalid_field", "units must map SKUs to whole numbers", "units")
    with world.store.transaction():
        for sku in units:
            listing = world.store.get("listing", sku)
            if listing is None or listing["status"] != "live":
                raise Refused(404, "unknown_listing", f"{sku} is not listed", "units")
            world.store.put("listing", sku, {**listing, "available": whole(units, sku, 0)})
    return Answer.json({"updated": len(units)})


def tell_shipment(world: World, request: Request) -> Answer:
    """A tracking number of an order: letters and digits only."""

    def make(body: dict[str, Any]) -> Answer:
        number = text(body, "tracking_number", 60)
        if not number.isalnum():
            raise Refused(422, "invalid_field", "use letters and digits only", "tracking_number")
        shipment = {
            "order_number": text(body, "order_number", 60), "carrier": text(body, "carrier", 60),
            "tracking_number": number,
        }  # fmt: skip
        world.store.put("shipment", f"{shipment['order_number']} {number}", shipment)
        return Answer.json({"status": "accepted"}, 201)

    return world.once(request, make)

"""The port's API: send a declaration, read the replies; and its own control switches."""

import secrets
from typing import Any

from simulators import control
from simulators.customs.decisions import OUTCOMES, WAITING, Office
from simulators.server import Answer, Refused, Request
from simulators.world import World, iso_currency, text

MAX_ITEMS = 999


def install(world: World, office: Office) -> None:
    """Add the routes of the port."""
    world.router.add("POST", "/v1/declarations", lambda request: submit(world, office, request))
    world.router.add("GET", "/v1/declarations/<reference>", lambda request: show(world, request))
    world.router.add("POST", "/control/rates", lambda request: set_rates(office, request))
    world.router.add("POST", "/control/decide/<reference>", lambda request: decide(world, office, request))
    control.install(world, outcomes=OUTCOMES, kinds=("declaration",))


def submit(world: World, office: Office, request: Request) -> Answer:
    """``POST /v1/declarations``: 202 with a receipt; whether it is in order is told later.

    A reference may be sent again (under a new key) only after a query or a rejection.
    """

    def make(message: dict[str, Any]) -> Answer:
        check_shape(message)
        reference = message["reference"]
        known = world.store.get("declaration", reference)
        if known is not None and known["status"] not in ("query", "rejected"):
            explained = f"{reference} is {known['status']} already; only a query or rejection can be answered"
            raise Refused(409, "already_declared", explained, "reference")
        if known is not None and known["status"] == "query" and not message.get("answer_to_query"):
            raise Refused(422, "answer_missing", "say what the answer to the query is", "answer_to_query")
        receipt = f"RC{world.store.next_number('receipt', 100001)}"
        declaration = known or {
            "reference": reference,
            "receipt": receipt,
            "entry_number": f"{message['port'][:4].upper()}{secrets.randbelow(10**10):010d}",
            "replies": [],
        }
        declaration |= {"status": "received", "message": message}
        office.receive(declaration)
        return Answer.json({"receipt": receipt, "reference": reference, "status": "received"}, 202)

    return world.once(request, make)


def check_shape(message: dict[str, Any]) -> None:
    """What must be there for the port to take the message at all. Raises ``Refused`` 422."""
    for name in ("reference", "procedure", "port"):
        text(message, name, 100)
    iso_currency(message)
    if message.get("direction") not in ("export", "import"):
        raise Refused(422, "invalid_field", "direction must be export or import", "direction")
    items = message.get("items")
    if not isinstance(items, list) or not 1 <= len(items) <= MAX_ITEMS:
        raise Refused(422, "invalid_field", f"items must be a list of 1 to {MAX_ITEMS}", "items")
    if not all(isinstance(item, dict) for item in items):
        raise Refused(422, "invalid_field", "each item must be an object", "items")
    if not isinstance(message.get("importer", {}), dict):
        raise Refused(422, "invalid_field", "importer must be an object", "importer")


def load(world: World, reference: str) -> dict[str, Any]:
    """A declaration as stored. Raises ``Refused`` 404."""
    declaration = world.store.get("declaration", reference)
    if declaration is None:
        raise Refused(404, "unknown_declaration", f"there is no declaration {reference}", "reference")
    return declaration


def show(world: World, request: Request) -> Answer:
    declaration = load(world, request.params["reference"])
    names = ("reference", "receipt", "status", "replies")
    return Answer.json({name: declaration[name] for name in names})


def set_rates(office: Office, request: Request) -> Answer:
    """``POST /control/rates`` with ``{"query": "0.05", "inspection": 0, "reject": 0, "manual": false}``."""
    body = request.json()
    manual = body.pop("manual", None)
    try:
        office.configure(rates=body or None, manual=manual if isinstance(manual, bool) else None)
    except ValueError as error:
        raise Refused(422, "invalid_field", str(error), "rates") from error
    rates = {name: str(share) for name, share in office.rates.items()}
    return Answer.json({"rates": rates, "manual": office.manual})


def decide(world: World, office: Office, request: Request) -> Answer:
    """``POST /control/decide/<reference>`` with ``{"outcome": "release", "note": ""}``."""
    body = request.json()
    return Answer.json(settle(world, office, request.params["reference"], body))


def settle(world: World, office: Office, reference: str, wish: dict[str, Any]) -> dict[str, Any]:
    """A person's decision. Raises ``Refused`` for a declaration that waits for nobody here."""
    outcome, note = wish.get("outcome"), str(wish.get("note") or "")[:300]
    if outcome not in OUTCOMES:
        raise Refused(422, "invalid_field", f"outcome must be one of {', '.join(OUTCOMES)}", "outcome")
    with world.store.transaction():
        declaration = load(world, reference)
        if declaration["status"] not in WAITING:
            raise Refused(409, "nothing_to_decide", f"{reference} is {declaration['status']}", "reference")
        office.decide(declaration, outcome, note)
    return declaration

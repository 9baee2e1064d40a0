"""How the port decides: checks first, then what was asked for, then a share by the reference's hash.

The life of a declaration here: received -> accepted -> released, or received -> query (waits for an
answer), or accepted -> inspection -> released, or rejected (may be sent again, corrected).
"""

import hashlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from simulators.agenda import Due
from simulators.customs.rules import Finding, decimal, first_finding
from simulators.world import World

OUTCOMES: Final = ("query", "inspection", "reject", "release")
MARKERS: Final = {"SIM-QUERY": "query", "SIM-INSPECT": "inspection", "SIM-REJECT": "reject"}
WAITING: Final = ("received", "accepted", "inspection")
# demo and real seconds until the port has looked, has released, has inspected
LOOK_S, RELEASE_S, INSPECT_S = (2, 600), (5, 4 * 3600), (12, 2 * 86400)

FORCED: Final = {
    "query": Finding("query", "Q203", "items[0].description", "state material and intended use"),
    "reject": Finding("rejected", "R900", "reference", "refused by the port; correct and send again"),
}


class Office:
    """Decides on declarations of one world and tells the declarant."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.agenda.on("look", lambda due: self.look(due.subject))
        world.agenda.on("release", lambda due: self.reply(self.load(due), "released"))
        world.agenda.on("inspected", lambda due: self.reply(self.load(due), "released"))

    def configure(self, *, rates: dict[str, Any] | None = None, manual: bool | None = None) -> None:
        """Set shares per outcome (0 to 1, together at most 1) and whether a clerk decides."""
        if rates is not None:
            shares = {name: decimal(value) for name, value in rates.items() if name in OUTCOMES[:3]}
            if any(share is None or not 0 <= share <= 1 for share in shares.values()):
                raise ValueError("rates must be numbers from 0 to 1")
            if sum((share for share in shares.values() if share), Decimal(0)) > 1:
                raise ValueError("rates together must not exceed 1")
            self.rates = {name: share for name, share in shares.items() if share is not None}
        if manual is not None:
            self.manual = manual

    def load(self, due: Due) -> dict[str, Any]:
        declaration = self.world.store.get("declaration", due.subject)
        if declaration is None:
            raise LookupError(f"no declaration {due.subject}")
        return declaration

    def receive(self, declaration: dict[str, Any]) -> None:
        """Put a new or corrected declaration on the pile. Call inside a transaction."""
        declaration["asked"] = self.world.take_next()
        self.world.store.put("declaration", declaration["reference"], declaration)
        self._plan("look", declaration["reference"], LOOK_S)

    def look(self, reference: str) -> None:
        """The first look: refuse, ask, or accept and go on."""
        declaration = self.world.store.get("declaration", reference)
        if declaration is None or declaration["status"] != "received":
            return
        asked = declaration["asked"]
        if not asked and not declaration["replies"]:
            # Chance strikes once: what was answered or corrected is not stopped by it again.
            asked = self._by_chance(declaration["message"])
        finding = first_finding(declaration["message"]) or FORCED.get(asked)
        if finding is not None:
            self.reply(declaration, finding.kind, finding)
            return
        self.reply(declaration, "accepted")
        if self.manual:
            return
        if asked == "inspection":
            self.decide(declaration, "inspection")
        else:
            self._plan("release", reference, RELEASE_S)

    def decide(self, declaration: dict[str, Any], outcome: str, note: str = "") -> None:
        """A clerk's (or the plan's) decision on a waiting declaration. Call inside a transaction."""
        reference = declaration["reference"]
        for action in ("look", "release", "inspected"):
            self.world.agenda.forget(reference, action)
        if outcome in FORCED:
            forced = FORCED[outcome]
            told = Finding(forced.kind, forced.code, forced.field, note or forced.message)
            self.reply(declaration, told.kind, told)
            return
        if declaration["status"] == "received":
            self.reply(declaration, "accepted")
        if outcome == "inspection":
            told = Finding("query", "I100", "", note or "the parcel was selected for inspection")
            self.reply(declaration, "inspection", told)
            if not self.manual:
                self._plan("inspected", reference, INSPECT_S)
            return
        self.reply(declaration, "released")

    def reply(self, declaration: dict[str, Any], kind: str, why: Finding | None = None) -> None:
        """Keep a reply and queue it for the declarant."""
        reference = declaration["reference"]
        number = len(declaration["replies"]) + 1
        reply = {
            "id": f"{declaration['receipt']}-{number}",
            "reference": reference,
            "kind": kind,
            "at": datetime.now(UTC).isoformat(),
            "code": why.code if why else "",
            "field": why.field if why else "",
            "message": why.message if why else "",
            "authority_reference": declaration["entry_number"] if kind != "rejected" else "",
        }
        declaration["status"] = kind
        declaration["replies"].append(reply)
        self.world.store.put("declaration", reference, declaration)
        self.world.webhooks.send(reply["id"], reference, {"type": "declaration.reply", "data": reply})

    def _by_chance(self, message: dict[str, Any]) -> str:
        marked = " ".join([message["reference"], *[str(i.get("description")) for i in message["items"]]])
        for marker, outcome in MARKERS.items():
            if marker in marked:
                return outcome
        digest = hashlib.sha256(message["reference"].encode()).digest()
        point = Decimal(int.from_bytes(digest[:4], "big")) / Decimal(2**32)
        for outcome, share in self.rates.items():
            if point < share:
                return outcome
            point -= share
        return "release"

    def _plan(self, action: str, reference: str, seconds: tuple[int, int]) -> None:
        if action == "look" and self.manual:
            return
        self.world.agenda.after(self.world.seconds(*seconds), action, reference, {})

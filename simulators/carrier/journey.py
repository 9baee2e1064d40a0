"""A parcel's way, as a plan of steps, and the depot that walks parcels along it.

The codes are this carrier's own; who receives them has to translate. Each step has its place in time
after hand-over, in seconds for a demonstration and in seconds for real.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from simulators.agenda import Due
from simulators.world import World

UNION: Final = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
EU: Final = frozenset(UNION.split())
HOUR, DAY = 3600, 86400
OUTCOMES: Final = (
    "attempt_fail", "delay", "damage", "customs_hold", "pickup_point", "refused", "deliver",
    "lost", "address_unclear", "duty_unpaid", "stall_at_hub", "stall_abroad",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """``place`` is ``from``, ``to`` or ``hub``; times are seconds after hand-over."""

    code: str
    description: str
    place: str
    demo: int
    real: int


INFO: Final = Step("INF", "Shipment information received", "from", 0, 0)
PICKED_UP: Final = Step("PUP", "Picked up from sender", "from", 2, 2 * HOUR)
DELIVERED: Final = Step("DLV", "Delivered", "to", 52, 7 * DAY + 6 * HOUR)
OUT: Final = Step("OFD", "Out for delivery", "to", 42, 7 * DAY)

ABROAD: Final = (
    PICKED_UP,
    Step("OHD", "Departed from origin hub", "hub", 8, 18 * HOUR),
    Step("DAR", "Arrived in destination country", "to", 20, 5 * DAY),
    Step("CCL", "Import customs cleared", "to", 30, 6 * DAY),
    OUT,
    DELIVERED,
)
AT_HOME: Final = (
    PICKED_UP,
    Step("SRT", "Sorted at depot", "hub", 8, 14 * HOUR),
    Step("OFD", "Out for delivery", "to", 18, 26 * HOUR),
    Step("DLV", "Delivered", "to", 26, 30 * HOUR),
)
# What goes in front of the step named, and whether the way ends there.
DISTURBANCES: Final = {
    "attempt_fail": ("DLV", Step("ATF", "Delivery attempted, recipient absent", "to", 3, 4 * HOUR), False),
    "delay": ("OFD", Step("DLY", "Delayed in transit", "to", 3, 30 * HOUR), False),
    "customs_hold": ("CCL", Step("CHD", "Held by customs", "to", 4, 24 * HOUR), False),
    "pickup_point": ("DLV", Step("AVP", "Ready for collection at pick-up point", "to", 2, 2 * HOUR), False),
    "damage": ("OFD", Step("DMG", "Parcel damaged, way ended", "to", 0, 0), True),
    "refused": ("DLV", Step("RFS", "Refused by recipient, way ended", "to", 0, 0), True),
    "lost": ("OFD", Step("LST", "Parcel lost, way ended", "to", 0, 0), True),
    "address_unclear": ("DLV", Step("ADR", "Address unclear, held at depot", "to", 0, 0), True),
    "duty_unpaid": ("CCL", Step("DTY", "Duty and tax not paid, held", "to", 0, 0), True),
}
# The step after which nothing more is heard.
STALLS: Final = {"stall_at_hub": ("OHD", "SRT"), "stall_abroad": ("DAR",)}


def plan(origin: str, destination: str, disturbance: str = "") -> list[Step]:
    """The steps after hand-over between two countries, with what was asked to go wrong put in."""
    border = origin != destination and not (origin in EU and destination in EU)
    steps = list(ABROAD if origin != destination else AT_HOME)
    if not border:
        steps = [step for step in steps if step.code != "CCL"]
    codes = [step.code for step in steps]
    last = next((codes.index(code) for code in STALLS.get(disturbance, ()) if code in codes), None)
    if last is not None:
        return steps[: last + 1]
    if disturbance not in DISTURBANCES or DISTURBANCES[disturbance][0] not in codes:
        return steps
    before, extra, ends = DISTURBANCES[disturbance]
    at = codes.index(before)
    earlier = steps[at - 1]
    added = Step(extra.code, extra.description, extra.place, earlier.demo + 3, earlier.real + HOUR)
    if ends:
        return [*steps[:at], added]
    later = [Step(s.code, s.description, s.place, s.demo + 6, s.real + extra.real) for s in steps[at:]]
    if disturbance == "attempt_fail":
        again = Step("OFD", "Out for delivery, second attempt", "to", later[0].demo - 2, later[0].real - HOUR)
        return [*steps[:at], added, again, *later]
    return [*steps[:at], added, *later]


class Depot:
    """Walks parcels along their plans; each step happens once, also across a restart."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.agenda.on("steps", self._walk)

    def depart(self, parcel: dict[str, Any]) -> None:
        """Plan the whole way of a parcel that was just handed over. Call inside a transaction."""
        disturbance = parcel["asked"] or self.world.take_next()
        steps = plan(parcel["sender"]["country"], parcel["recipient"]["country"], disturbance)
        by_moment: dict[float, list[Step]] = {}
        for step in steps:
            moment = self.world.seconds(step.demo, step.real, parcel["speed"])
            by_moment.setdefault(moment, []).append(step)
        for moment, together in by_moment.items():
            codes = [[step.code, step.description, step.place] for step in together]
            self.world.agenda.after(moment, "steps", parcel["number"], {"steps": codes})

    def _walk(self, due: Due) -> None:
        parcel = self.world.store.get("parcel", due.subject)
        if parcel is None:
            raise LookupError(f"no parcel {due.subject}")
        self.record(parcel, [Step(code, said, place, 0, 0) for code, said, place in due.payload["steps"]])

    def record(self, parcel: dict[str, Any], steps: list[Step]) -> None:
        """Add events to a parcel and tell the shop of them in one batch. Call inside a transaction."""
        now, added = datetime.now(UTC), []
        for offset, step in enumerate(steps):
            number = len(parcel["events"]) + 1
            event = {
                "id": f"{parcel['number']}-{number:02d}",
                "number": parcel["number"],
                "code": step.code,
                "text": step.description,
                # Steps that happen at once still have an order in time.
                "at": (now + timedelta(milliseconds=offset)).isoformat(timespec="milliseconds"),
                "place": place_name(parcel, step.place),
            }
            if step.code == "DLV":
                event["signed_by"] = parcel["recipient"]["name"]
            parcel["events"].append(event)
            added.append(event)
        parcel["status"] = parcel["events"][-1]["code"]
        self.world.store.put("parcel", parcel["number"], parcel)
        message = f"batch-{added[0]['id']}"
        self.world.webhooks.send(message, parcel["number"], {"type": "tracking.events", "data": added})


def place_name(parcel: dict[str, Any], place: str) -> str:
    """City and country of a step, as a carrier prints it."""
    end = parcel["recipient" if place == "to" else "sender"]
    return f"{end['city']} hub, {end['country']}" if place == "hub" else f"{end['city']}, {end['country']}"

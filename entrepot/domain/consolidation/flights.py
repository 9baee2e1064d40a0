"""The flight of each parcel: the first whose cut-off it makes and that has room, by the earliest promise.

With flights in order of departure this loses no promise that another order would keep, as long as no flight
is full; a full one takes those that were promised first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Load:
    """Something to fly: chargeable grams (the volumetric weight where that is more), ready at a moment."""

    code: str
    weight_g: int
    promised: date
    ready_at: datetime


@dataclass(frozen=True, slots=True)
class Flight:
    """``room_g`` grams are still free until ``cut_off``."""

    code: str
    cut_off: datetime
    departs_at: datetime
    room_g: int


@dataclass(frozen=True, slots=True)
class Placement:
    """``flight`` is its code, with the hours that are left until its cut-off; "" when none fits: ``why`` is
    ``no_flight`` (none departs after it is ready) or ``full``."""

    flight: str
    hours_left: int = 0
    why: str = ""


def chargeable_g(weight_g: int, volume_mm3: int, divisor: int | None) -> int:
    """Grams that the airline counts: actual or volumetric (cubic centimetres by ``divisor``), the greater."""
    if not divisor:
        return weight_g
    return max(weight_g, -(-volume_mm3 // divisor))


def place(loads: Iterable[Load], flights: Iterable[Flight]) -> dict[str, Placement]:
    """The placement of every load by its code."""
    ordered = sorted(flights, key=lambda flight: (flight.departs_at, flight.code))
    room = {flight.code: flight.room_g for flight in ordered}
    found: dict[str, Placement] = {}
    for load in sorted(loads, key=lambda load: (load.promised, load.ready_at, load.code)):
        in_time = [flight for flight in ordered if load.ready_at <= flight.cut_off]
        fitting = [flight for flight in in_time if load.weight_g <= room[flight.code]]
        if not fitting:
            found[load.code] = Placement("", why="full" if in_time else "no_flight")
            continue
        first = fitting[0]
        room[first.code] -= load.weight_g
        found[load.code] = Placement(first.code, (first.cut_off - load.ready_at) // HOUR)
    return found

"""The map of the control tower: outlines of countries, parcels from where to where, and how many."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from math import ceil, hypot, sqrt
from pathlib import Path
from typing import Any, Final

WORLD: Final = Path(__file__).with_name("world_map.json")
# Units of the sheet, which is 1000 wide.
WIDEST, THINNEST, BOW = 9.0, 1.5, 0.22
LARGEST, LEAST = 16, 10
# How often crowded discs are pushed apart: Europe's come to rest in fewer.
PUSHES: Final = 24


@dataclass(frozen=True, slots=True)
class Flow:
    """``parcels`` under way from one country to another, ``troubled`` of them in need of somebody."""

    origin: str
    country: str
    parcels: int
    troubled: int


@dataclass(frozen=True, slots=True)
class Arc:
    """A flow as a curve ``path`` of ``width``."""

    flow: Flow
    path: str
    width: str


@dataclass(frozen=True, slots=True)
class Destination:
    """The parcels to a country and where they come from, the largest flow first."""

    country: str
    flows: list[Flow]

    @property
    def parcels(self) -> int:
        return sum(flow.parcels for flow in self.flows)

    @property
    def troubled(self) -> int:
        return sum(flow.troubled for flow in self.flows)


@dataclass(frozen=True, slots=True)
class Mark:
    """A destination as a disc of ``radius`` around ``x`` and ``y``."""

    to: Destination
    x: int
    y: int
    radius: int


def world_drawn(flows: Iterable[Flow]) -> dict[str, Any]:
    """For ``backoffice/_world_map.html``. A country that no map knows is left to the table beneath."""
    world, known = _world(), sorted(flows, key=lambda flow: -flow.parcels)
    most = max((flow.parcels for flow in known), default=1)
    destinations = _destinations(known)
    ends = {one.country for one in destinations}
    outlines = world["countries"].items()
    return {
        "width": world["width"], "height": world["height"],
        "land": "".join(shape["outline"] for code, shape in outlines if code not in ends),
        "served": "".join(shape["outline"] for code, shape in outlines if code in ends),
        "arcs": [arc for flow in reversed(known) if (arc := _arc(flow, most))],
        "marks": _marks(destinations), "destinations": destinations,
    }  # fmt: skip


def _arc(flow: Flow, most: int) -> Arc | None:
    start, end = _place(flow.origin), _place(flow.country)
    if start is None or end is None or start == end:
        return None
    (a, b), (x, y) = start, end
    # Bowed to the side of the pole, the more the farther.
    height = hypot(x - a, y - b) * BOW
    path = f"M{a} {b}Q{(a + x) / 2:.0f} {(b + y) / 2 - height:.0f} {x} {y}"
    return Arc(flow, path, f"{max(WIDEST * sqrt(flow.parcels / most), THINNEST):.1f}")


def _destinations(flows: Iterable[Flow]) -> list[Destination]:
    """The fullest first."""
    found: dict[str, list[Flow]] = {}
    for flow in flows:
        found.setdefault(flow.country, []).append(flow)
    destinations = (Destination(country, its) for country, its in found.items())
    return sorted(destinations, key=lambda one: (-one.parcels, one.country))


def _marks(destinations: Sequence[Destination]) -> list[Mark]:
    """Beside one another, so that each can be hit."""
    most = max((one.parcels for one in destinations), default=1)
    marks = [
        Mark(one, *place, max(round(LARGEST * sqrt(one.parcels / most)), LEAST))
        for one in destinations
        if (place := _place(one.country)) is not None
    ]
    for _ in range(PUSHES):
        for one, other in combinations(range(len(marks)), 2):
            marks[one], marks[other] = _apart(marks[one], marks[other])
    return marks


def _apart(one: Mark, other: Mark) -> tuple[Mark, Mark]:
    """Two discs that overlap, each moved by half of it along the line between them."""
    across, down = other.x - one.x, other.y - one.y
    distance = hypot(across, down)
    overlap = one.radius + other.radius - distance
    if overlap <= 0:
        return one, other
    right, below = (across / distance, down / distance) if distance else (1.0, 0.0)
    half = ceil(overlap) / 2
    right, below = right * half, below * half
    return (
        replace(one, x=round(one.x - right), y=round(one.y - below)),
        replace(other, x=round(other.x + right), y=round(other.y + below)),
    )


def _place(country: str) -> tuple[int, int] | None:
    world = _world()
    found = world["small"].get(country) or world["countries"].get(country, {}).get("at")
    return (found[0], found[1]) if found else None


@cache
def _world() -> dict[str, Any]:
    """``build_world_map.py`` says what stands in it and where it is from."""
    read: dict[str, Any] = json.loads(WORLD.read_text(encoding="utf-8"))
    return read

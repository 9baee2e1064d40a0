"""The map of the control tower: outlines of countries, parcels from where to where, and how many."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import hypot, sqrt
from pathlib import Path
from typing import Any, Final

WORLD: Final = Path(__file__).with_name("world_map.json")
# Units of the sheet, which is 1000 wide.
WIDEST, THINNEST, BOW = 9.0, 1.5, 0.22
LARGEST, LEAST = 24, 11


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
class Mark:
    """The parcels to a country as a disc of ``radius`` around ``x`` and ``y``."""

    country: str
    parcels: int
    troubled: int
    x: int
    y: int
    radius: int


def world_drawn(flows: Iterable[Flow]) -> dict[str, Any]:
    """For ``backoffice/_world_map.html``. A country that no map knows is left to the table beneath."""
    world, known = _world(), sorted(flows, key=lambda flow: flow.parcels)
    most = max((flow.parcels for flow in known), default=1)
    marks = _marks(known)
    ends = {mark.country for mark in marks}
    outlines = world["countries"].items()
    return {
        "width": world["width"], "height": world["height"],
        "land": "".join(shape["outline"] for code, shape in outlines if code not in ends),
        "served": "".join(shape["outline"] for code, shape in outlines if code in ends),
        "arcs": [arc for flow in known if (arc := _arc(flow, most))], "marks": marks,
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


def _marks(flows: Sequence[Flow]) -> list[Mark]:
    """The fullest first, so that the small lie upon the large."""
    counted: dict[str, tuple[int, int]] = {}
    for flow in flows:
        parcels, troubled = counted.get(flow.country, (0, 0))
        counted[flow.country] = parcels + flow.parcels, troubled + flow.troubled
    most = max((parcels for parcels, _ in counted.values()), default=1)
    found = []
    for country, (parcels, troubled) in sorted(counted.items(), key=lambda one: (-one[1][0], one[0])):
        if (place := _place(country)) is not None:
            found.append(
                Mark(country, parcels, troubled, *place, max(round(LARGEST * sqrt(parcels / most)), LEAST))
            )
    return found


def _place(country: str) -> tuple[int, int] | None:
    world = _world()
    found = world["small"].get(country) or world["countries"].get(country, {}).get("at")
    return (found[0], found[1]) if found else None


@cache
def _world() -> dict[str, Any]:
    """``build_world_map.py`` says what stands in it and where it is from."""
    read: dict[str, Any] = json.loads(WORLD.read_text(encoding="utf-8"))
    return read

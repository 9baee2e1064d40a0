"""Makes ``world_map.json`` out of the world-atlas package.

``python -m entrepot.web.backoffice.build_world_map FOLDER``, where ``npm pack world-atlas@2`` was unpacked.
The world is drawn in Robinson's way on a sheet 1000 wide, each corner in whole units, without Antarctica.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from babel.core import get_global

TARGET: Final = Path(__file__).with_name("world_map.json")
WIDTH, TOP, LOWEST = 1000, 84.0, -57.0
# Robinson (1974): length of the parallel and its distance from the equator, every five degrees.
LENGTHS: Final = (1, .9986, .9954, .99, .9822, .973, .96, .9427, .9216, .8962, .8679, .835, .7986, .7597,
                  .7186, .6732, .6213, .5722, .5322)  # fmt: skip
HEIGHTS: Final = (0, .062, .124, .186, .248, .31, .372, .434, .4958, .5571, .6176, .6769, .7346, .7903, .8435,
                  .8936, .9394, .9761, 1)  # fmt: skip
# A country without a two-letter code is drawn but bears none.
UNCODED: Final = "-"
NOTE: Final = (
    "Outlines: Natural Earth 1:110m (public domain), by way of world-atlas 2.0.2 "
    "(Copyright 2013-2019 Michael Bostock, ISC licence), projected and rounded."
)
Point = tuple[float, float]


def project(longitude: float, latitude: float) -> Point:
    """Units from the left and from the top of the sheet."""
    return _unscaled(longitude, latitude, _unscaled(0, TOP, 0)[1])


def _unscaled(longitude: float, latitude: float, top: float) -> Point:
    place, part = divmod(abs(latitude) / 5, 1)
    low, high = int(place), min(int(place) + 1, 18)
    length = LENGTHS[low] + (LENGTHS[high] - LENGTHS[low]) * part
    height = HEIGHTS[low] + (HEIGHTS[high] - HEIGHTS[low]) * part
    up = height * (1 if latitude < 0 else -1)
    return WIDTH / 2 + longitude / 180 * length * WIDTH / 2, up * 0.2536 * WIDTH - top


def main(folder: Path) -> None:
    coarse, fine = (_countries(folder / f"countries-{scale}.json") for scale in ("110m", "50m"))
    drawn = {code: {"outline": _path(rings), "at": _middle(rings)} for code, rings in coarse.items() if rings}
    # Too small to be drawn, large enough to trade with: Hong Kong, Singapore, Malta.
    small = {code: _middle(rings) for code, rings in fine.items() if rings and code not in drawn}
    height = round(project(0, LOWEST)[1])
    written = {"note": NOTE, "width": WIDTH, "height": height, "countries": drawn, "small": small}
    TARGET.write_text(json.dumps(written, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _countries(path: Path) -> dict[str, list[list[Point]]]:
    """The rings of each country by its two-letter code, the largest first."""
    atlas = json.loads(path.read_text(encoding="utf-8"))
    arcs = [list(_arc(arc, atlas["transform"])) for arc in atlas["arcs"]]
    found: dict[str, list[list[Point]]] = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [_ring(polygon[0], arcs) for polygon in polygons]
        kept = [ring for ring in rings if max(latitude for _, latitude in ring) > LOWEST]
        sheet = [[project(*point) for point in ring] for ring in kept]
        found.setdefault(_code(shape), []).extend(sheet)
    return {code: sorted(rings, key=_area, reverse=True) for code, rings in found.items()}


def _code(shape: dict[str, Any]) -> str:
    known: Sequence[str] = get_global("territory_aliases").get(shape.get("id", ""), ())
    return known[0] if known else UNCODED


def _arc(steps: Iterable[Sequence[int]], transform: dict[str, Sequence[float]]) -> Iterator[Point]:
    x = y = 0
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    for step in steps:
        x, y = x + step[0], y + step[1]
        yield x * wide + left, y * high + low


def _ring(numbers: Iterable[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """A negative number is the arc ``~number`` walked backwards."""
    ring: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return _unbroken(ring)


def _unbroken(ring: Sequence[Point]) -> list[Point]:
    """A coast beyond the date line goes on past 180 degrees instead of coming back from the other side."""
    turns = [0]
    for (before, _), (longitude, _) in pairwise(ring):
        turns.append(turns[-1] - round((longitude - before) / 360))
    whole = [
        (longitude + 360 * turn, latitude) for (longitude, latitude), turn in zip(ring, turns, strict=True)
    ]
    shift = 360 if min(longitude for longitude, _ in whole) < -181 else 0
    return [(longitude + shift, latitude) for longitude, latitude in whole]


def _path(rings: Iterable[Sequence[Point]]) -> str:
    """Steps between whole corners; what is smaller than a unit is left out."""
    return "".join(filter(None, (_outline(ring) for ring in rings)))


def _outline(ring: Sequence[Point]) -> str:
    corners = [(round(x), round(y)) for x, y in ring]
    kept = [corner for before, corner in pairwise([corners[-2], *corners]) if corner != before]
    if len(set(kept)) < 3:
        return ""
    steps = (f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(kept[:-1]))
    return f"M{kept[0][0]} {kept[0][1]}l" + " ".join(steps).replace(" -", "-") + "z"


def _area(ring: Sequence[Point]) -> float:
    return abs(sum(x * d - c * y for (x, y), (c, d) in pairwise(ring)) / 2)


def _middle(rings: Sequence[Sequence[Point]]) -> list[int]:
    """The centre of gravity of the largest piece."""
    ring = rings[0]
    twice = [(x * d - c * y, x + c, y + d) for (x, y), (c, d) in pairwise(ring)]
    area = sum(part for part, _, _ in twice) or 1
    return [round(sum(part * x for part, x, _ in twice) / (3 * area)),
            round(sum(part * y for part, _, y in twice) / (3 * area))]  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Goods into boxes at the least cost of freight and boxes. Deterministic.

First the units are dealt to loads that rules of dangerous goods allow to lie together; any part of such a
load is allowed, too. Then each load is tried in one box of every type that could hold it, and, where no one
box holds it or it is small enough to afford the search, in several smaller ones: full boxes of one type, each
then moved into the cheapest type that takes its contents.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from entrepot.domain.packing.filling import fill
from entrepot.domain.packing.goods import BoxType, PackedBox, Packing, Piece, Placement
from entrepot.domain.packing.hazards import HazardRule, handling_of, may_lie_together
from entrepot.domain.sourcing.weights import Load

# Freight of one parcel in the lane's currency; ``None`` when the lane does not take it.
Price = Callable[[Load], Decimal | None]

# Beyond these, splitting what fits in one box is not tried: it seldom pays and costs the most time.
MOST_UNITS_SPLIT: Final = 16


def cartonise(
    pieces: Sequence[Piece], boxes: Sequence[BoxType], price: Price, rules: Sequence[HazardRule] = ()
) -> Packing:
    """Boxes for ``pieces``; ``rules`` are those that govern the carriage, asked before for objections.

    What no box can hold, or the lane would not take in any, is left over by number.
    """
    units = sorted(
        (unit for piece in pieces for unit in [piece.unit()] * piece.quantity),
        key=lambda unit: (-_limits_on(unit, rules), -unit.size.cubic_mm, unit.id),
    )
    known = sorted(boxes, key=lambda box: (box.inner.cubic_mm, box.code))
    packed: list[PackedBox] = []
    left: dict[str, int] = {}
    for load in _dealt(units, rules):
        found, over = _load_in_boxes(load, known, price, rules)
        packed += found
        for unit in over:
            left[unit.id] = left.get(unit.id, 0) + 1
    assumed = frozenset(piece.id for piece in pieces if piece.is_assumed)
    return Packing(tuple(packed), left, assumed)


def _limits_on(unit: Piece, rules: Sequence[HazardRule]) -> int:
    return sum(bool(rule.parcel or rule.apart_from) for rule in rules if rule.concerns(unit))


def _dealt(units: Sequence[Piece], rules: Sequence[HazardRule]) -> list[list[Piece]]:
    """First fit: each unit into the first load that it may lie in, the most limited first."""
    if not any(rule.concerns(unit) for unit in units for rule in rules if rule.parcel or rule.apart_from):
        return [list(units)] if units else []
    loads: list[list[Piece]] = []
    for unit in units:
        home = next((load for load in loads if may_lie_together([*load, unit], rules)), None)
        if home is None:
            loads.append([unit])
        else:
            home.append(unit)
    return loads


def _load_in_boxes(
    units: list[Piece], boxes: Sequence[BoxType], price: Price, rules: Sequence[HazardRule]
) -> tuple[list[PackedBox], list[Piece]]:
    alone = _in_one(units, boxes, price, rules)
    if alone is not None and len(units) > MOST_UNITS_SPLIT:
        return [alone], []
    best: tuple[list[PackedBox], list[Piece]] | None = None if alone is None else ([alone], [])
    if len(units) == 1:
        return best or ([], units)
    for box in boxes:
        if alone is not None and box.inner.cubic_mm >= alone.box.inner.cubic_mm:
            break
        found = _in_several(units, box, boxes, price, rules)
        if best is None or _rank(found) < _rank(best):
            best = found
    return best or ([], units)


def _rank(found: tuple[list[PackedBox], list[Piece]]) -> tuple[int, Decimal, int]:
    packed, over = found
    return len(over), sum((box.cost for box in packed), Decimal(0)), len(packed)


def _in_one(
    units: list[Piece], boxes: Sequence[BoxType], price: Price, rules: Sequence[HazardRule]
) -> PackedBox | None:
    """The cheapest box that holds all; types that cannot be cheaper are not tried."""
    weight = sum(unit.weight_g for unit in units)
    volume = sum(unit.size.cubic_mm for unit in units)
    handling = handling_of(units, rules)
    best: PackedBox | None = None
    for box in boxes:
        if volume > box.inner.cubic_mm or weight > box.payload_g:
            continue
        freight = price(Load.of(1, weight + box.tare_g, box.outer))
        if freight is None or (best is not None and freight + box.cost >= best.cost):
            continue
        filled = fill(units, box, boxes=1)
        if len(filled) == 1 and len(filled[0]) == len(units):
            best = PackedBox(box, tuple(place for _, place in filled[0]), freight, handling)
    return best


def _in_several(
    units: list[Piece], box: BoxType, boxes: Sequence[BoxType], price: Price, rules: Sequence[HazardRule]
) -> tuple[list[PackedBox], list[Piece]]:
    packed: list[PackedBox] = []
    placed: set[int] = set()
    for places in fill(units, box, boxes=None):
        inside = [units[index] for index, _ in places]
        one = _in_one(inside, boxes, price, rules) or _as_filled(inside, places, box, price, rules)
        if one is not None:
            packed.append(one)
            placed |= {index for index, _ in places}
    return packed, [unit for index, unit in enumerate(units) if index not in placed]


def _as_filled(
    inside: list[Piece],
    places: list[tuple[int, Placement]],
    box: BoxType,
    price: Price,
    rules: Sequence[HazardRule],
) -> PackedBox | None:
    """The box as it was filled, where filling it afresh found no way."""
    weight = box.tare_g + sum(unit.weight_g for unit in inside)
    freight = price(Load.of(1, weight, box.outer))
    if freight is None:
        return None
    return PackedBox(box, tuple(place for _, place in places), freight, handling_of(inside, rules))

"""Whether a packing is one: read from its placements alone. With what made it, it shares only the rules."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from entrepot.domain.packing.goods import PackedBox, Packing, Piece, Placement
from entrepot.domain.packing.hazards import HazardRule, may_lie_together


@dataclass(frozen=True, slots=True)
class Fault:
    """``problem`` is ``overlap``, ``outside``, ``size``, ``upside_down``, ``too_heavy``, ``not_together``,
    ``unsupported`` (on a pallet, less than three quarters of its base on the deck or on goods), ``unknown``
    or ``count``; ``box`` is the position from 1, 0 for the packing as a whole."""

    problem: str
    box: int
    ids: tuple[str, ...] = ()


def check(pieces: Sequence[Piece], packing: Packing, rules: Sequence[HazardRule] = ()) -> list[Fault]:
    """Everything wrong with ``packing`` of ``pieces``; nothing when it can be packed as it says."""
    known = {piece.id: piece for piece in pieces}
    wanted: Counter[str] = Counter()
    for piece in pieces:
        wanted[piece.id] += piece.quantity
    found = [fault for place, box in enumerate(packing.boxes, 1) for fault in _box(place, box, known, rules)]
    lying = Counter(one.id for box in packing.boxes for one in box.placements)
    lying.update(packing.left_over)
    wrong = sorted(id for id in {*wanted, *lying} if wanted[id] != lying[id])
    return [*found, *([Fault("count", 0, tuple(wrong))] if wrong else [])]


def _box(
    place: int, box: PackedBox, known: Mapping[str, Piece], rules: Sequence[HazardRule]
) -> Iterator[Fault]:
    for one in box.placements:
        piece = known.get(one.id)
        if piece is None:
            yield Fault("unknown", place, (one.id,))
            continue
        yield from (Fault(problem, place, (one.id,)) for problem in _lies_wrong(one, piece, box))
    for left, right in combinations(box.placements, 2):
        if _overlap(left, right):
            yield Fault("overlap", place, (left.id, right.id))
    if box.box.is_pallet:
        yield from (
            Fault("unsupported", place, (one.id,)) for one in box.placements if _hangs(one, box.placements)
        )
    contents = Counter(one.id for one in box.placements)
    weight = box.box.tare_g + sum(known[id].weight_g * count for id, count in contents.items() if id in known)
    if weight > box.box.max_weight_g:
        yield Fault("too_heavy", place, tuple(contents))
    inside = [replace(known[id], quantity=count) for id, count in contents.items() if id in known]
    if not may_lie_together(inside, rules):
        yield Fault("not_together", place, tuple(contents))


def _lies_wrong(one: Placement, piece: Piece, box: PackedBox) -> Iterator[str]:
    size, inner = piece.size, box.box.inner
    if sorted(one.sides) != sorted((size.length_mm, size.width_mm, size.height_mm)):
        yield "size"
    if piece.upright and one.height != size.height_mm:
        yield "upside_down"
    ends = (one.x + one.length, one.y + one.width, one.z + one.height)
    room = (inner.length_mm, inner.width_mm, inner.height_mm)
    if min(one.x, one.y, one.z) < 0 or any(end > most for end, most in zip(ends, room, strict=True)):
        yield "outside"


def _hangs(one: Placement, others: Sequence[Placement]) -> bool:
    """Whether less than three quarters of its base lies on something. Nothing overlaps, so areas add up."""
    if one.z == 0:
        return False
    below = sum(_common_base(one, other) for other in others if other.z + other.height == one.z)
    return 4 * below < 3 * one.length * one.width


def _common_base(left: Placement, right: Placement) -> int:
    along = min(left.x + left.length, right.x + right.length) - max(left.x, right.x)
    across = min(left.y + left.width, right.y + right.width) - max(left.y, right.y)
    return max(along, 0) * max(across, 0)


def _overlap(left: Placement, right: Placement) -> bool:
    return (
        left.x < right.x + right.length
        and right.x < left.x + left.length
        and left.y < right.y + right.width
        and right.y < left.y + left.width
        and left.z < right.z + right.height
        and right.z < left.z + left.height
    )

"""Filling boxes of one type with pieces, by packvium: the only module that knows it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from entrepot.domain.packing.goods import BoxType, Piece, Placement

if TYPE_CHECKING:
    import packvium

# A safety bound far above what packing takes; a search that it cut would not be repeatable.
LONGEST_MS: Final = 60_000
# On a pallet nothing is wedged between walls: this much of what a piece stands on must be there.
LEAST_SUPPORT: Final = 3 / 4


def fill(units: Sequence[Piece], box: BoxType, *, boxes: int | None) -> list[list[tuple[int, Placement]]]:
    """Places of ``units`` in at most ``boxes`` boxes of this type (any number for ``None``).

    Each place comes with the unit's index; units that fit nowhere have none. The same input gives the same
    answer.
    """
    from packvium import Container, Dimensions, Item, Packer, PackingConfig, Weight

    ticks = Dimensions.mm(1, 1, 1).length.ticks
    items = [
        Item.create(
            str(index), Dimensions.mm(*_sides(unit)), Weight.of(unit.weight_g), keep_upright=unit.upright
        )
        for index, unit in enumerate(units)
    ]
    inner = Dimensions.mm(box.inner.length_mm, box.inner.width_mm, box.inner.height_mm)
    container = Container.create(box.code, inner, max_payload=Weight.of(box.payload_g), quantity=boxes)
    support = LEAST_SUPPORT if box.is_pallet else 0
    config = PackingConfig.fast(time_limit_ms=LONGEST_MS, minimum_support_ratio=support)
    found = Packer(config).pack(items, [container])
    return [
        [_placed(int(place.instance.item.id), units, place, ticks) for place in packed.placements]
        for packed in found.containers
    ]


def _placed(
    index: int, units: Sequence[Piece], place: "packvium.Placement", ticks: int
) -> tuple[int, Placement]:
    at, size = place.position, place.dimensions
    unit = units[index]
    return index, Placement(
        unit.id, at.x // ticks, at.y // ticks, at.z // ticks, size.length.ticks // ticks,
        size.width.ticks // ticks, size.height.ticks // ticks, unit.weight_g,
    )  # fmt: skip


def _sides(unit: Piece) -> tuple[int, int, int]:
    size = unit.size
    return size.length_mm, size.width_mm, size.height_mm

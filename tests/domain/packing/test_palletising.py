"""Goods on pallets: charged once for all, as high as they are loaded, and nothing in the air."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrepot.domain.packing import BoxType, Piece, check, palletise
from entrepot.domain.packing.checker import Fault
from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.weights import Load

EURO = BoxType(
    "EUR", Dimensions(1200, 800, 1456), Dimensions(1200, 800, 1600), 25_000, 1_200_000, Decimal(12),
    deck_mm=144,
)  # fmt: skip


def minimum(load: Load) -> Decimal | None:
    """1,500.00 up to 45 kg and 31.00 for each kilogram begun above; nothing above a ton."""
    return None if load.grams > 1_000_000 else 1500 + 31 * Decimal(max(-(-load.grams // 1000) - 45, 0))


def test_two_hundred_sets_go_on_pallets_and_are_charged_the_minimum_once() -> None:
    sets = [Piece("SET", 200, 1_200, Dimensions(300, 400, 200))]
    packing = palletise(sets, [EURO], minimum)
    # Eight a layer, seven layers of 200 mm: 56 a pallet, so three full ones and one of 32.
    assert [(one.contents(), one.weight_g, one.freight) for one in packing.boxes] == [
        *[({"SET": 56}, 92_200, Decimal(0))] * 3, ({"SET": 32}, 63_400, Decimal(0)),
    ]  # fmt: skip
    # 340 kg: 1,500.00 and 295 x 31.00; four pallets at 12.00.
    assert (packing.load.grams, packing.freight, packing.cost) == (340_000, Decimal(10_645), Decimal(10_693))
    assert check(sets, packing) == []


def test_a_pallet_is_measured_as_high_as_it_is_loaded() -> None:
    packing = palletise([Piece("SET", 8, 1_200, Dimensions(300, 400, 200))], [EURO], minimum)
    assert packing.boxes[0].outer == Dimensions(1200, 800, 344)
    assert packing.load == Load.of(1, 34_600, Dimensions(1200, 800, 344))
    assert packing.freight == Decimal(1500)


def test_what_the_lane_does_not_take_as_a_whole_is_left_over() -> None:
    packing = palletise([Piece("ANVIL", 10, 100_000, Dimensions(300, 400, 200))], [EURO], minimum)
    assert (packing.boxes, packing.left_over) == ((), {"ANVIL": 10})


def test_goods_of_many_sizes_stand_on_the_deck_or_on_each_other() -> None:
    goods = [
        Piece(f"P{n}", 12, 500 + 300 * n, Dimensions(130 + 37 * n, 90 + 29 * n, 60 + 23 * n))
        for n in range(7)
    ]
    packing = palletise(goods, [EURO], minimum)
    assert packing.is_complete
    assert check(goods, packing) == []


@pytest.mark.parametrize(
    ("z", "x", "is_held"), [(200, 0, True), (200, 75, True), (200, 76, False), (201, 0, False)]
)
def test_the_checker_sees_what_hangs_in_the_air(z: int, x: int, is_held: bool) -> None:
    goods = [Piece("SET", 2, 1_200, Dimensions(300, 400, 200))]
    packed = palletise(goods, [EURO], minimum).boxes[0]
    below = replace(packed.placements[0], x=0, y=0, z=0, length=300, width=400, height=200)
    loaded = replace(packed, placements=(below, replace(below, x=x, z=z)))
    packing = palletise(goods, [EURO], minimum)
    assert check(goods, replace(packing, boxes=(loaded,))) == (
        [] if is_held else [Fault("unsupported", 1, ("SET",))]
    )

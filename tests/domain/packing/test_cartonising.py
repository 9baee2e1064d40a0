"""Boxes for goods: what fits, what it costs, what may not lie together, and a checker that trusts nobody."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from entrepot.domain.packing import BoxType, Carriage, Piece, cartonise, check, hazard_flags
from entrepot.domain.packing.checker import Fault
from entrepot.domain.packing.goods import Packing, Placement
from entrepot.domain.packing.hazards import barred, governing, objections, read_rules
from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.weights import Load, WeightRule
from entrepot.rules.dangerous_goods import packaged_hazard_rules


def box(code: str, side: int, *, tare_g: int = 100, most_g: int = 20_000, cost: str = "0.50") -> BoxType:
    inner = Dimensions(side, side, side)
    return BoxType(code, inner, Dimensions(side + 6, side + 6, side + 6), tare_g, most_g, Decimal(cost))


SMALL, MIDDLE, LARGE = box("S", 150), box("M", 250), box("L", 400, tare_g=400, cost="1.20")
BOXES = (LARGE, SMALL, MIDDLE)


def by_volume(load: Load) -> Decimal | None:
    """3.00 and 5.00 a kilogram begun of the greater of weight and volume over 5000; nothing above 20 kg."""
    grams = WeightRule(5000).chargeable_grams(load)
    return None if grams > 20_000 else Decimal(3) + 5 * Decimal(-(-grams // 1000))


def piece(id: str, quantity: int = 1, sides: tuple[int, int, int] = (100, 80, 60), **more: object) -> Piece:
    return Piece(id, quantity, 300, Dimensions(*sides), **more)  # type: ignore[arg-type]


def carriage(*transports: str, channel: str = "courier", refuses: frozenset[str] = frozenset()) -> Carriage:
    return Carriage(frozenset(transports), channel, True, refuses)


def test_one_article_goes_into_the_smallest_box_that_is_cheapest() -> None:
    packing = cartonise([piece("A")], BOXES, by_volume)
    assert [(one.box.code, one.weight_g, one.freight, one.cost) for one in packing.boxes] == [
        ("S", 400, Decimal(8), Decimal("8.50"))
    ]
    assert check([piece("A")], packing) == []


def test_the_divisor_decides_between_one_large_box_and_two_small_ones() -> None:
    """Two cubes of 120 mm: one M is 16.8 dm3 (4 kg by volume), two S are 3.8 (1 kg) each."""
    goods = [piece("A", 2, (120, 120, 120))]
    assert [one.box.code for one in cartonise(goods, BOXES, by_volume).boxes] == ["S", "S"]

    def by_weight(load: Load) -> Decimal:
        return Decimal(3) + 5 * Decimal(-(-load.grams // 1000))

    assert [one.box.code for one in cartonise(goods, BOXES, by_weight).boxes] == ["M"]


def test_goods_too_heavy_for_one_parcel_are_divided_and_none_is_lost() -> None:
    goods = [Piece("A", 5, 9_000, Dimensions(100, 100, 100))]
    packing = cartonise(goods, BOXES, by_volume)
    assert [one.weight_g for one in packing.boxes] == [18_100, 18_100, 9_100]
    assert check(goods, packing) == []


def test_what_no_box_holds_is_left_over_by_number() -> None:
    goods = [piece("A"), piece("POLE", 2, (1200, 40, 40))]
    packing = cartonise(goods, BOXES, by_volume)
    assert (packing.left_over, len(packing.boxes)) == ({"POLE": 2}, 1)
    assert check(goods, packing) == []


def test_an_article_that_nobody_measured_is_taken_for_a_cube_and_said_to_be() -> None:
    goods = [Piece("A", 2, 1000)]
    packing = cartonise(goods, BOXES, by_volume)
    assert packing.assumed == {"A"}
    assert goods[0].size == Dimensions(171, 171, 171)
    assert check(goods, packing) == []


def test_what_must_stand_upright_does() -> None:
    bottle = piece("B", 1, (60, 60, 200), upright=True)
    flat = replace(MIDDLE, inner=Dimensions(250, 250, 150))
    assert cartonise([bottle], [flat], by_volume).left_over == {"B": 1}
    assert cartonise([replace(bottle, upright=False)], [flat], by_volume).is_complete


def test_random_packings_are_sound_and_repeatable() -> None:
    draw = random.Random(7)
    for _ in range(25):
        goods = [
            Piece(
                f"P{n}", draw.randint(1, 3), draw.randint(50, 3000),
                Dimensions(draw.randint(20, 260), draw.randint(20, 200), draw.randint(10, 160)),
                upright=draw.random() < 0.3,
            )
            for n in range(draw.randint(1, 5))
        ]  # fmt: skip
        packing = cartonise(goods, BOXES, by_volume)
        assert check(goods, packing) == []
        assert cartonise(list(reversed(goods)), BOXES[::-1], by_volume) == packing


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"x": 0, "y": 0, "z": 0}, "overlap"),
        ({"x": 200}, "outside"),
        ({"length": 50}, "size"),
        ({"id": "X"}, "unknown"),
    ],
)
def test_the_checker_sees_each_planted_fault(change: dict[str, int], problem: str) -> None:
    goods = [piece("A", 2)]
    good = cartonise(goods, [MIDDLE], by_volume)
    first, second = good.boxes[0].placements
    moved = replace(second if (first.x, first.y, first.z) == (0, 0, 0) else first, **change)
    kept = first if (first.x, first.y, first.z) == (0, 0, 0) else second
    bad = replace(good.boxes[0], placements=(kept, moved))
    found = {fault.problem for fault in check(goods, Packing((bad,)))}
    assert problem in found


def test_the_checker_weighs_counts_and_looks_which_way_is_up() -> None:
    heavy = [Piece("A", 1, 25_000, Dimensions(100, 80, 60), upright=True)]
    lying = Placement("A", 0, 0, 0, 100, 60, 80, 25_000)
    packed = cartonise([piece("A")], [MIDDLE], by_volume).boxes[0]
    faults = check(heavy, Packing((replace(packed, placements=(lying,)),)))
    assert faults == [Fault("upside_down", 1, ("A",)), Fault("too_heavy", 1, ("A",))]
    assert check([piece("A", 2)], cartonise([piece("A")], BOXES, by_volume)) == [Fault("count", 0, ("A",))]


EARBUDS = piece("EAR", 5, flags=frozenset({"lithium", "UN3481"}), battery_net_g=20)
POWER_BANK = piece("BANK", 1, flags=frozenset({"lithium", "UN3480"}))
PERFUME = piece("PERF", 1, flags=frozenset({"dangerous", "liquid", "UN1266"}), content_ml=100)
WHISKY = piece("WHISKY", 1, flags=frozenset({"alcohol", "liquid"}), alcohol=Decimal(40), content_ml=700)


def codes(goods: Piece, how: Carriage) -> list[str]:
    found = objections([goods], how, packaged_hazard_rules())
    return [one.rule.code if one.rule else one.refused for one in found]


def test_airmail_takes_two_devices_with_battery_a_parcel_and_no_third() -> None:
    rules = governing(packaged_hazard_rules(), carriage("air", channel="post"))
    packing = cartonise([EARBUDS], BOXES, by_volume, rules)
    assert [one.contents() for one in packing.boxes] == [{"EAR": 2}, {"EAR": 2}, {"EAR": 1}]
    assert check([EARBUDS], packing, rules) == []
    together = cartonise([EARBUDS], BOXES, by_volume)
    assert [fault.problem for fault in check([EARBUDS], together, rules)] == ["not_together"]


def test_a_courier_by_air_takes_five_kilograms_of_batteries_a_parcel() -> None:
    rules = governing(packaged_hazard_rules(), carriage("air"))
    goods = [replace(EARBUDS, quantity=4, battery_net_g=2500, weight_g=2600)]
    packing = cartonise(goods, BOXES, by_volume, rules)
    assert [one.contents() for one in packing.boxes] == [{"EAR": 2}, {"EAR": 2}]
    assert packing.boxes[0].handling == {"lithium_mark"}
    one_more = [replace(EARBUDS, quantity=2, battery_net_g=2501)]
    assert len(cartonise(one_more, BOXES, by_volume, rules).boxes) == 2


@pytest.mark.parametrize(
    ("goods", "how", "expected"),
    [
        (POWER_BANK, carriage("air"), ["lithium_alone_air"]),
        (POWER_BANK, carriage("air", channel="post"), ["lithium_alone_air_post"]),
        (POWER_BANK, carriage("sea", channel="freight"), []),
        (replace(POWER_BANK, watt_hours=Decimal(100)), carriage("road"), []),
        (replace(POWER_BANK, watt_hours=Decimal("100.1")), carriage("road"), ["lithium_above_100_wh"]),
        (PERFUME, carriage("air", channel="post"), ["flammable_air_post"]),
        (PERFUME, carriage("road"), []),
        (replace(PERFUME, content_ml=5001), carriage("road"), ["flammable_inner_packing"]),
        (WHISKY, carriage("air"), []),
        (replace(WHISKY, alcohol=Decimal("70.1")), carriage("air"), ["spirits_above_70_air"]),
        (WHISKY, carriage("road", refuses=frozenset({"alcohol"})), ["alcohol"]),
    ],
)
def test_what_may_not_travel_so_is_refused_by_its_rule(
    goods: Piece, how: Carriage, expected: list[str]
) -> None:
    assert codes(goods, how) == expected


def test_batteries_by_themselves_lie_apart_from_flammable_goods_and_liquids_are_bagged() -> None:
    rules = governing(packaged_hazard_rules(), carriage("road"))
    packing = cartonise([POWER_BANK, PERFUME], BOXES, by_volume, rules)
    assert [sorted(one.contents()) for one in packing.boxes] == [["BANK"], ["PERF"]]
    assert packing.boxes[1].handling == {"upright", "bagged", "lq_mark"}
    assert check([POWER_BANK, PERFUME], packing, rules) == []


def test_every_rule_states_its_source_how_sure_it_is_and_speaks_both_languages() -> None:
    for rule in packaged_hazard_rules():
        assert rule.source
        assert rule.confidence in ("high", "medium", "low")
        assert all(rule.text.get(language) for language in ("en", "zh-hans"))
        assert rule.forbidden or rule.parcel or rule.apart_from or rule.handling
    assert len({rule.code for rule in packaged_hazard_rules()}) == len(packaged_hazard_rules())


def test_a_rule_with_a_misspelt_field_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'x': unknown forbiden"):
        read_rules("[[rule]]\ncode='x'\nforbiden=true")


def test_a_presumed_battery_counts_as_one() -> None:
    assert hazard_flags({"dangerous_goods": "check:lithium"}, "850440") == {"lithium"}
    assert hazard_flags({"dangerous_goods": "UN1266", "liquid": True}, "330300") == {
        "UN1266", "dangerous", "liquid",
    }  # fmt: skip
    assert hazard_flags({"content_ml": 750}, "220830") == {"alcohol", "liquid"}


def test_a_lane_by_air_bars_what_may_never_fly_and_one_by_road_does_not() -> None:
    rules = packaged_hazard_rules()
    assert {"UN3480", "UN3090", "UN1950"} <= barred(rules, carriage("air"))
    assert not {"UN3481", "alcohol"} & barred(rules, carriage("air"))
    assert barred(rules, carriage("road")) == frozenset()

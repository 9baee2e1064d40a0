"""Surcharges in order, steps of weight, half-throw and zones of postcodes: exact amounts."""

from datetime import date
from decimal import Decimal

import pytest

from entrepot.domain.money import Money
from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.freight import freight
from entrepot.domain.sourcing.lanes import Band, Lane, Zone
from entrepot.domain.sourcing.surcharges import Basis, Surcharge
from entrepot.domain.sourcing.weights import Load, WeightRule, WeightStep
from tests.domain.sourcing.world import a_lane

HALF_THROW = WeightRule(6_000, Decimal("0.5"), Decimal(2))
# 400 x 300 x 250 mm = 30,000 cm3; at 6,000 cm3 a kilogram that is 5,000 g.
CARTON = Dimensions(400, 300, 250)


def special_line(**changes: object) -> Lane:
    """CNY 15 a parcel and CNY 2.90 for every started 50 g."""
    bands = {"": (Band(20_000, Decimal("15.00"), 0, 50, Decimal("2.90")),)}
    return a_lane(
        "cn-gb-vow", "CN", **{"bands": bands, "currency": "CNY", "weight_rule": HALF_THROW, **changes}
    )


def surcharge(code: str, basis: Basis, rate: str, **changes: object) -> Surcharge:
    return Surcharge(code, basis, Decimal(rate), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "grams", "chargeable"),
    [
        (WeightRule(6_000), 1_800, 5_000),
        (WeightRule(6_000), 5_200, 5_200),
        (HALF_THROW, 1_800, 3_400),  # (1,800 + 5,000) / 2
        (HALF_THROW, 1_801, 3_401),  # half a gram counts as one
        (HALF_THROW, 2_500, 3_750),  # just twice the weight: volume counts
        (HALF_THROW, 2_501, 2_501),  # less than twice: volume is waived
        (WeightRule(5_000), 1_000, 6_000),
        (WeightRule(8_000), 1_000, 3_750),
        (WeightRule(), 1_000, 1_000),
    ],
)
def test_volume_counts_in_full_in_half_or_not_at_all(rule: WeightRule, grams: int, chargeable: int) -> None:
    assert rule.chargeable_grams(Load.of(1, grams, CARTON)) == chargeable


@pytest.mark.parametrize(
    ("grams", "charged"), [(1, 500), (500, 500), (501, 1_000), (20_000, 20_000), (20_001, 21_000)]
)
def test_each_parcel_is_charged_in_whole_steps(grams: int, charged: int) -> None:
    express = WeightRule(5_000, steps=(WeightStep(0, 500), WeightStep(20_000, 1_000)))
    lane = a_lane("gb-express", "GB", weight_rule=express)
    assert freight(lane, "DE", Load(grams)).chargeable_g == charged


def test_a_step_begins_above_its_weight() -> None:
    rule = WeightRule(steps=(WeightStep(0, 500), WeightStep(20_000, 3_000)))
    assert [rule.rounded_up(grams) for grams in (20_000, 20_001)] == [20_000, 21_000]


def test_a_step_never_lifts_a_parcel_over_its_limit() -> None:
    lane = a_lane("gb", "GB", weight_rule=WeightRule(steps=(WeightStep(0, 400),)), max_weight_g=1_000)
    assert freight(lane, "DE", Load(900)).chargeable_g == 1_000


@pytest.mark.parametrize(
    ("grams", "price"), [(500, "12.00"), (501, "16.00"), (1_000, "16.00"), (1_001, "20.00")]
)
def test_the_first_half_kilogram_and_each_further_one(grams: int, price: str) -> None:
    band = Band(20_000, Decimal(12), above_g=500, step_g=500, step_amount=Decimal(4))
    assert freight(a_lane("x", "GB", bands={"": (band,)}), "DE", Load(grams)).price.amount == Decimal(price)


def test_the_worked_example_of_the_manual() -> None:
    """docs/algorithms/freight.md: one carton with a power bank from Shenzhen to Inverness."""
    lane = special_line(
        destinations=frozenset({"GB"}),
        surcharges=(
            surcharge("fuel", Basis.FREIGHT, "0.12"),
            surcharge("battery", Basis.PARCEL, "4.00", flags=frozenset({"lithium"})),
            surcharge("remote", Basis.PARCEL, "28.00", countries=frozenset({"GB"}), postcodes=("IV", "KW")),
            surcharge("peak", Basis.KG, "3.00"),
        ),
    )
    load = Load.of(1, 1_800, CARTON, frozenset({"lithium"}))
    found = freight(lane, "GB", load, postcode="iv1 1aa")
    assert found.chargeable_g == 3_400
    # 15 + 68 x 2.90 = 212.20; 12 % of it 25.46; 4; 28; 3.4 kg x 3 = 10.20.
    assert [str(line.amount.amount) for line in found.lines] == ["212.20", "25.46", "4.00", "28.00", "10.20"]
    assert found.price == Money.of("279.86", "CNY")


def test_a_share_of_all_so_far_counts_the_surcharges_listed_before_and_not_those_after() -> None:
    per_parcel = surcharge("battery", Basis.PARCEL, "4.00")
    so_far = surcharge("security", Basis.SO_FAR, "0.10")
    after = freight(special_line(surcharges=(per_parcel, so_far)), "DE", Load(1_000))
    before = freight(special_line(surcharges=(so_far, per_parcel)), "DE", Load(1_000))
    # 15 + 20 x 2.90 = 73.00; with the battery 77.00.
    assert after.price.amount == Decimal("84.70")
    assert before.price.amount == Decimal("84.30")


def test_a_share_of_the_freight_leaves_other_surcharges_out() -> None:
    surcharges = (surcharge("battery", Basis.PARCEL, "4.00"), surcharge("fuel", Basis.FREIGHT, "0.10"))
    found = freight(special_line(surcharges=surcharges), "DE", Load(1_000))
    assert [str(line.amount.amount) for line in found.lines] == ["73.00", "4.00", "7.30"]


def test_a_surcharge_a_parcel_counts_every_parcel() -> None:
    lane = a_lane("gb", "GB", surcharges=(surcharge("handling", Basis.PARCEL, "1.50"),))
    found = freight(lane, "DE", Load(60_001))
    assert (found.parcels, found.price.amount) == (3, Decimal("27.50"))  # 9 + 9 + 5 + 3 x 1.50


@pytest.mark.parametrize(
    ("changes", "load", "is_due"),
    [
        ({"over_g": 1_000}, Load(1_000), False),
        ({"over_g": 1_000}, Load(1_001), True),
        ({"over_side_mm": 400}, Load.of(1, 10, CARTON), False),
        ({"over_side_mm": 399}, Load.of(1, 10, CARTON), True),
        (
            {"over_side_mm": 900, "over_girth_mm": 1_499},
            Load.of(1, 10, CARTON),
            True,
        ),  # 400 + 2 x (300 + 250)
        ({"over_side_mm": 900, "over_girth_mm": 1_500}, Load.of(1, 10, CARTON), False),
        ({"countries": frozenset({"FR"})}, Load(10), False),
        ({"flags": frozenset({"lithium"})}, Load(10), False),
    ],
)
def test_a_surcharge_is_due_when_all_that_it_names_is_met(
    changes: dict[str, object], load: Load, is_due: bool
) -> None:
    one = surcharge("x", Basis.PARCEL, "1", **changes)
    found = freight(a_lane("gb", "GB", surcharges=(one,)), "DE", load)
    assert (len(found.lines) == 2) is is_due


@pytest.mark.parametrize(
    ("postcode", "is_due"), [("IV1 1AA", True), ("iv11aa", True), ("SW1A 1AA", False), ("", False)]
)
def test_a_remote_area_is_known_by_the_beginning_of_the_postcode(postcode: str, is_due: bool) -> None:
    remote = surcharge("remote", Basis.PARCEL, "28", postcodes=("IV",))
    assert remote.is_due(Load(1), 1, "GB", postcode) is is_due


def test_a_surcharge_is_valid_from_its_first_day_until_before_its_last() -> None:
    peak = surcharge("peak", Basis.KG, "3", valid_from=date(2026, 11, 15), valid_to=date(2026, 12, 27))
    days = [date(2026, 11, 14), date(2026, 11, 15), date(2026, 12, 26), date(2026, 12, 27)]
    assert [peak.is_valid_on(day) for day in days] == [False, True, True, False]


def test_a_zone_of_postcodes_beats_a_zone_of_countries_and_that_the_country() -> None:
    price = {name: (Band(30_000, Decimal(amount)),) for name, amount in
             {"near": 5, "islands": 9, "DE": 7, "": 8}.items()}  # fmt: skip
    lane = a_lane(
        "x", "GB", destinations=frozenset({"DE", "FR", "IT"}), bands=price,
        zones=(Zone("near", frozenset({"DE", "FR"})), Zone("islands", frozenset({"FR"}), ("20",))),
    )  # fmt: skip
    asked = [("DE", "10115"), ("FR", "75001"), ("FR", "20000"), ("FR", ""), ("IT", "20100")]
    assert [freight(lane, *each[:1], Load(1), postcode=each[1]).price.amount for each in asked] == [
        5,
        5,
        9,
        5,
        8,
    ]


def test_limits_of_size_and_value_include_themselves() -> None:
    lane = a_lane(
        "x", "GB", max_side_mm=400, max_girth_mm=1_500, min_value=Decimal(10), max_value=Decimal(130)
    )
    assert lane.fits(CARTON)
    assert not lane.fits(Dimensions(401, 1, 1))
    assert not lane.fits(Dimensions(400, 300, 251))
    values = ["9.99", "10", "130", "130.01"]
    assert [lane.takes_value(Money.of(value, "GBP")) for value in values] == [False, True, True, False]
    with pytest.raises(ValueError, match="counts in GBP"):
        lane.takes_value(Money.of(1, "EUR"))


def test_bonded_goods_are_imported_even_within_one_country() -> None:
    assert a_lane("cn", "CN", leaves_bond=True).crosses_border_to("CN")
    assert not a_lane("cn", "CN").crosses_border_to("CN")

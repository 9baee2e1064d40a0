"""Freight by chargeable weight, parcels and bands, to the last gram."""

from decimal import Decimal

import pytest

from entrepot.domain.money import Money
from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.freight import TooHeavy, freight
from entrepot.domain.sourcing.lanes import Band, Lane
from entrepot.domain.sourcing.weights import Load, WeightRule


def a_lane(**changes: object) -> Lane:
    values: dict[str, object] = {
        "code": "gb-eu", "mode": "direct_mail", "stock_kinds": frozenset({"own"}), "origin": "GB",
        "destinations": frozenset({"DE", "FR"}), "currency": "GBP", "min_days": 2, "max_days": 4,
        "bands": {
            "": (Band(500, Decimal("4.00")), Band(2_000, Decimal("7.50"))),
            "FR": (Band(2_000, Decimal("3.00")),),
        },
        "max_weight_g": 2_000,
    }  # fmt: skip
    return Lane(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("grams", "price", "parcels"),
    [
        (1, "4.00", 1),
        (500, "4.00", 1),
        (501, "7.50", 1),
        (2_000, "7.50", 1),
        (2_001, "11.50", 2),
        (4_000, "15.00", 2),
        (4_501, "22.50", 3),
    ],
)
def test_the_band_decides_and_full_parcels_come_first(grams: int, price: str, parcels: int) -> None:
    found = freight(a_lane(), "DE", Load(grams))
    assert (found.price, found.parcels) == (Money.of(price, "GBP"), parcels)


def test_a_zone_of_its_own_beats_the_price_for_everywhere() -> None:
    assert freight(a_lane(), "FR", Load(1_500)).price == Money.of("3.00", "GBP")


def test_volume_counts_when_it_is_more_than_weight() -> None:
    # 400 x 300 x 200 mm = 24,000 cm3; at 5,000 cm3 a kilogram that is 4,800 g, at 8,000 it is 3,000 g.
    box = Load.of(1, 1_000, Dimensions(400, 300, 200))
    assert WeightRule(5_000).chargeable_grams(box) == 4_800
    assert WeightRule(8_000).chargeable_grams(box) == 3_000
    assert WeightRule(None).chargeable_grams(box) == 1_000
    assert WeightRule(5_000).chargeable_grams(box + Load.of(10, 900)) == 10_000


def test_volume_is_rounded_up_once_for_the_whole() -> None:
    crumbs = Load.of(3, 0, Dimensions(10, 10, 10))
    assert WeightRule(7_000).chargeable_grams(crumbs) == 1


def test_a_lane_without_a_price_says_so() -> None:
    with pytest.raises(TooHeavy):
        freight(a_lane(bands={"FR": (Band(2_000, Decimal(3)),)}), "DE", Load(100))


def test_bands_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="must rise"):
        a_lane(bands={"": (Band(500, Decimal(4)), Band(500, Decimal(5)))})

"""Storage fees by volume and age, age bands, turns, interest, and when a count is believed."""

from decimal import Decimal

import pytest

from entrepot.domain.inventory.ageing import AgedUnits, by_age_band, capital_cost, turns_a_year
from entrepot.domain.inventory.counting import is_large
from entrepot.domain.inventory.storage_fees import AgeTier, StorageTariff, unit_volume_mm3
from entrepot.domain.money import Money

TARIFF = StorageTariff(
    "EUR", 30, (AgeTier(0, Decimal("0.50")), AgeTier(60, Decimal("0.80")), AgeTier(180, Decimal("1.60")))
)


@pytest.mark.parametrize(
    ("age", "fee"),
    [
        (0, "0"),
        (29, "0"),
        (30, "0.50"),
        (59, "0.50"),
        (60, "0.80"),
        (179, "0.80"),
        (180, "1.60"),
        (900, "1.60"),
    ],
)
def test_a_cubic_metre_costs_more_the_older_it_grows(age: int, fee: str) -> None:
    charged = TARIFF.fee(units=1000, unit_volume_mm3=1_000_000, age_days=age)
    assert charged == Money.of(fee, "EUR")


def test_small_fees_are_exact_and_not_rounded_away() -> None:
    fee = TARIFF.fee(units=7, unit_volume_mm3=123_457, age_days=61)
    assert fee.amount == Decimal("0.00069135920")


@pytest.mark.parametrize("days", [[], [1], [0, 30, 30], [0, 60, 30]])
def test_tiers_that_leave_a_gap_or_go_back_are_refused(days: list[int]) -> None:
    with pytest.raises(ValueError, match="begin at day 0 and ascend"):
        StorageTariff("EUR", 0, tuple(AgeTier(day, Decimal(1)) for day in days))


def test_an_article_nobody_measured_is_as_large_as_it_is_heavy() -> None:
    assert unit_volume_mm3((100, 200, 50), 400) == 1_000_000
    assert unit_volume_mm3((100, None, 50), 400) == 2_000_000


def test_units_fall_into_the_bands_of_their_age() -> None:
    stock = [AgedUnits(5, 0), AgedUnits(6, 30), AgedUnits(7, 31), AgedUnits(8, 91), AgedUnits(9, 500)]
    assert by_age_band(stock) == (11, 7, 0, 8, 9)


def test_turns_are_told_for_a_year_and_for_no_stock_not_at_all() -> None:
    assert turns_a_year(shipped=90, over_days=90, on_hand=73) == Decimal("5.0")
    assert turns_a_year(shipped=90, over_days=90, on_hand=0) is None


def test_capital_costs_its_interest_by_the_day() -> None:
    assert capital_cost(Money.of("1000", "EUR"), Decimal("0.0730"), 90) == Money.of("18.00", "EUR")


@pytest.mark.parametrize(
    ("difference", "expected", "large"),
    [(2, 3, False), (-2, 2, False), (3, 10, True), (-5, 100, False), (-6, 100, True), (3, 0, True)],
)
def test_a_difference_is_large_beyond_two_pieces_and_a_twentieth(
    difference: int, expected: int, large: bool
) -> None:
    assert is_large(difference, expected) is large


@pytest.mark.parametrize("days", [0, 1, 29, 30, 31, 60, 61, 90, 181, 400])
def test_what_lying_costs_is_the_sum_of_its_days(days: int) -> None:
    tariff = StorageTariff(
        "EUR", 30, (AgeTier(0, Decimal("0.50")), AgeTier(61, Decimal("0.70")), AgeTier(181, Decimal("1.30")))
    )
    each_day = (tariff.fee(units=3, unit_volume_mm3=2_000_000, age_days=age) for age in range(days))
    found = tariff.lying(units=3, unit_volume_mm3=2_000_000, days=days)
    assert found.amount == sum((fee.amount for fee in each_day), Decimal(0))


def test_of_a_day_begun_lying_costs_its_part() -> None:
    tariff = StorageTariff("EUR", 1, (AgeTier(0, Decimal("2.00")), AgeTier(3, Decimal("4.00"))))
    # A litre: the second and third day at 2.00 a cubic metre, half of the fourth at 4.00.
    assert tariff.lying(units=1, unit_volume_mm3=1_000_000, days=Decimal("3.5")).amount == Decimal("0.006")
    with pytest.raises(ValueError, match="cannot be negative"):
        tariff.lying(units=1, unit_volume_mm3=1_000_000, days=-1)

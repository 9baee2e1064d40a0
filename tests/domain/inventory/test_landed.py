"""What units cost in the warehouse: not a cent is lost between the bills and the lots."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.domain.inventory.landed import (
    Basis,
    InboundCost,
    InboundGoods,
    landed_values,
    value_left,
    value_received,
)
from entrepot.domain.money import Money, total


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


TEA = InboundGoods(100, eur("300.00"), unit_weight_g=100, unit_volume_mm3=1_000_000)
SOFA = InboundGoods(1, eur("700.00"), unit_weight_g=40_000, unit_volume_mm3=900_000_000)


@pytest.mark.parametrize(
    ("basis", "values"),
    [
        (Basis.VALUE, ["330.00", "770.00"]),
        (Basis.WEIGHT, ["320.00", "780.00"]),
        (Basis.VOLUME, ["310.00", "790.00"]),
    ],
)
def test_a_cost_is_shared_out_by_its_basis(basis: Basis, values: list[str]) -> None:
    shared = landed_values([TEA, SOFA], [InboundCost(eur("100.00"), basis)])
    assert shared == [eur(value) for value in values]


def test_duty_and_import_tax_of_general_trade_are_costs_like_freight() -> None:
    costs = [InboundCost(eur("33.33"), Basis.WEIGHT), InboundCost(eur("60.00"), Basis.VALUE)]
    shared = landed_values([TEA, SOFA], costs)
    assert shared == [eur("324.67"), eur("768.66")]
    assert total(shared, "EUR") == eur("1093.33")


def test_dearer_units_leave_first_so_that_both_parts_add_up() -> None:
    assert [value_left(eur("10.00"), 3, left).amount for left in (3, 2, 1, 0)] == [
        Decimal("10.00"), Decimal("6.66"), Decimal("3.33"), Decimal("0.00"),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="cannot be left"):
        value_left(eur("10.00"), 3, 4)


@pytest.mark.parametrize(("came", "worth"), [(0, "0.00"), (2, "6.67"), (3, "10.00"), (4, "13.33")])
def test_fewer_or_more_than_expected_are_worth_their_part(came: int, worth: str) -> None:
    assert value_received(eur("10.00"), 3, came) == eur(worth)


CENTS = st.integers(0, 10_000_000).map(lambda cents: Money.from_minor(cents, "EUR"))
GOODS = st.builds(InboundGoods, st.integers(1, 999), CENTS, st.integers(1, 9_999), st.integers(1, 10**8))
COSTS = st.lists(st.builds(InboundCost, CENTS, st.sampled_from(list(Basis))), max_size=4)


@given(st.lists(GOODS, min_size=1, max_size=6), COSTS)
def test_goods_and_costs_always_add_up_to_the_landed_values(
    goods: list[InboundGoods], costs: list[InboundCost]
) -> None:
    paid = total([line.value for line in goods] + [cost.amount for cost in costs], "EUR")
    values = landed_values(goods, costs)
    assert total(values, "EUR") == paid
    for line, value in zip(goods, values, strict=True):
        units = [value_left(value, line.quantity, left) for left in range(line.quantity, -1, -1)]
        assert (units[0], units[-1]) == (value, Money.zero("EUR"))
        assert all(Money.zero("EUR") <= before - after for before, after in pairwise(units))

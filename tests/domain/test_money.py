"""Money never mixes currencies, never takes a float, never loses a minor unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.domain.money import CurrencyMismatch, Money, minor_digits, total

CURRENCIES = st.sampled_from(["JPY", "KRW", "EUR", "CNY", "USD", "KWD", "BHD"])
MINOR = st.integers(min_value=-(10**12), max_value=10**12)


@pytest.mark.parametrize(("currency", "digits"), [("JPY", 0), ("EUR", 2), ("KWD", 3), ("ISK", 0), ("CNY", 2)])
def test_each_currency_has_its_minor_unit(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


@pytest.mark.parametrize("amount", [1.5, 0.1])
def test_a_float_is_refused(amount: float) -> None:
    with pytest.raises(TypeError):
        Money.of(amount, "EUR")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(amount, "EUR")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money.of("1", "EUR") * amount  # type: ignore[operator]


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_a_number_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        Money.of(amount, "EUR")


@pytest.mark.parametrize("currency", ["eur", "EURO", "", "E1R2", "€€€"])
def test_what_is_not_a_currency_is_refused(currency: str) -> None:
    with pytest.raises(ValueError, match="ISO 4217"):
        Money.of("1", currency)


def test_two_currencies_do_not_meet() -> None:
    for meet in (Money.__add__, Money.__sub__, Money.__lt__, Money.__le__, Money.__gt__, Money.__ge__):
        with pytest.raises(CurrencyMismatch):
            meet(Money.of("1", "EUR"), Money.of("1", "USD"))
    with pytest.raises(CurrencyMismatch):
        total([Money.of("1", "EUR")], "USD")
    assert Money.of("1", "EUR") != Money.of("1", "USD")


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [("2.345", "EUR", "2.35"), ("-2.345", "EUR", "-2.35"), ("2.5", "JPY", "3"), ("1.0005", "KWD", "1.001")],
)
def test_half_rounds_away_from_zero_to_the_minor_unit(amount: str, currency: str, rounded: str) -> None:
    assert Money.of(amount, currency).rounded() == Money.of(rounded, currency)


def test_an_unrounded_amount_has_no_minor_units() -> None:
    with pytest.raises(ValueError, match="round it first"):
        Money.of("1.005", "EUR").to_minor()


@given(MINOR, CURRENCIES)
def test_minor_units_survive_the_way_there_and_back(minor: int, currency: str) -> None:
    assert Money.from_minor(minor, currency).to_minor() == minor


@given(MINOR, CURRENCIES, st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=12))
def test_sharing_out_loses_nothing_and_is_fair_to_a_minor_unit(
    minor: int, currency: str, weights: list[int]
) -> None:
    parts = [part.to_minor() for part in Money.from_minor(minor, currency).allocate(weights)]
    assert sum(parts) == minor
    whole, shares = sum(weights) or len(weights), weights if any(weights) else [1] * len(weights)
    for part, share in zip(parts, shares, strict=True):
        assert abs(Decimal(part) - Decimal(minor) * share / whole) < 1


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_sharing_out_by_nothing_or_by_a_negative_weight_is_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Money.of("1", "EUR").allocate(weights)


def test_remainders_go_to_the_largest_first() -> None:
    assert [str(part) for part in Money.of("100.00", "EUR").allocate([1, 1, 1])] == [
        "EUR 33.34", "EUR 33.33", "EUR 33.33",
    ]  # fmt: skip
    assert [part.amount for part in Money.of("5", "JPY").allocate([3, 7])] == [Decimal(2), Decimal(3)]

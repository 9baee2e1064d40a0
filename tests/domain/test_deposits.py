"""Deposits: two goes make the total to the last minor unit, whatever its parts and currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.domain.deposits import DepositTerms, share_back, split_parts, terms_of
from entrepot.domain.money import Money, total

CURRENCIES = ["JPY", "EUR", "CNY", "KWD"]
PARTS = ("goods", "shipping", "duty", "tax", "fee")


@given(
    st.sampled_from(CURRENCIES), st.lists(st.integers(0, 10**7), min_size=5, max_size=5),
    st.integers(1, 9_999),
)  # fmt: skip
def test_deposit_and_balance_pay_every_part_exactly_once(
    currency: str, minors: list[int], share: int
) -> None:
    parts = {name: Money.from_minor(minor, currency) for name, minor in zip(PARTS, minors, strict=True)}
    whole = total(parts.values(), currency)
    if not whole:
        return
    deposit = DepositTerms(Decimal(share) / 10_000).deposit_of(whole)
    first, rest = split_parts(parts, deposit)
    assert total(first.values(), currency) == deposit
    assert total(rest.values(), currency) == whole - deposit
    for name in first:
        assert first[name] + rest[name] == parts[name]
        assert Decimal(0) <= first[name].amount <= parts[name].amount
        assert first[name] == first[name].rounded()


def test_thirty_per_cent_of_a_total_is_told_to_the_cent() -> None:
    assert DepositTerms(Decimal("0.30")).deposit_of(Money.of("100.05", "EUR")) == Money.of("30.02", "EUR")


@pytest.mark.parametrize(
    ("share", "forfeit", "days"), [("0", "0", 3), ("1", "0", 3), ("0.3", "1.1", 3), ("0.3", "0", 0)]
)
def test_terms_that_leave_nothing_to_pay_or_no_time_are_refused(share: str, forfeit: str, days: int) -> None:
    with pytest.raises(ValueError, match=r"impossible shares|at least a day"):
        DepositTerms(Decimal(share), balance_within_days=days, forfeit_share=Decimal(forfeit))


def test_a_mode_without_a_deposit_is_paid_at_once_and_one_with_it_gives_all_of_it_back_by_default() -> None:
    assert terms_of({}) is None
    assert terms_of({"deposit_share": "0.30"}) == DepositTerms(Decimal("0.30"), 3, 5, Decimal(0))


def test_a_deposit_above_the_total_cannot_be_split() -> None:
    with pytest.raises(ValueError, match="more than the total"):
        split_parts({"goods": Money.of("1.00", "EUR")}, Money.of("1.01", "EUR"))


@given(st.sampled_from(CURRENCIES), st.integers(2, 10**7), st.integers(1, 10**7), st.integers(1, 10**7))
def test_a_share_of_a_deposit_goes_back_and_what_is_left_can_still_be_paid(
    currency: str, whole: int, share: int, part: int
) -> None:
    due, deposit = Money.from_minor(whole, currency), Money.from_minor(min(share, whole), currency)
    off = Money.from_minor(min(part, whole - 1), currency)
    back = share_back(deposit, off, due)
    assert 0 <= back.amount <= min(deposit, off).amount
    assert deposit - back <= due - off
    exact = deposit * (off.amount / due.amount)
    assert abs((back - exact).amount) <= Money.from_minor(1, currency).amount

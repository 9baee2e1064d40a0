"""First expired, first out, and never goods that are too old at delivery."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.domain.inventory.fefo import LotOnHand, Pick, TooLittleLife, good_until, pick_fefo

TODAY = date(2026, 3, 1)
THEN = datetime(2026, 1, 1, tzinfo=UTC)


def a_lot(number: int, quantity: int, life: int | None, age_days: int = 0) -> LotOnHand:
    expires_on = None if life is None else TODAY + timedelta(days=life)
    return LotOnHand(number, quantity, expires_on, THEN - timedelta(days=age_days))


def test_the_earliest_expiry_goes_first_and_what_never_expires_last() -> None:
    lots = [a_lot(1, 5, None, age_days=90), a_lot(2, 5, 60), a_lot(3, 5, 30)]
    assert pick_fefo(lots, 12, good_until=TODAY) == [Pick(3, 5), Pick(2, 5), Pick(1, 2)]


def test_of_one_expiry_the_older_receipt_goes_first() -> None:
    lots = [a_lot(1, 5, 30, age_days=1), a_lot(2, 5, 30, age_days=9)]
    assert pick_fefo(lots, 6, good_until=TODAY) == [Pick(2, 5), Pick(1, 1)]


def test_a_lot_that_is_too_old_at_delivery_stays() -> None:
    arrival = TODAY + timedelta(days=25)
    lots = [a_lot(1, 5, 54), a_lot(2, 5, 55)]
    assert pick_fefo(lots, 5, good_until=good_until(arrival, 30)) == [Pick(2, 5)]


def test_too_few_long_lived_units_are_told_with_their_number() -> None:
    lots = [a_lot(1, 5, 10), a_lot(2, 3, 90)]
    with pytest.raises(TooLittleLife) as refusal:
        pick_fefo(lots, 4, good_until=TODAY + timedelta(days=30))
    assert (refusal.value.wanted, refusal.value.found) == (4, 3)


LOTS = st.lists(
    st.tuples(st.integers(1, 9), st.none() | st.integers(-5, 40), st.integers(0, 50)), max_size=8
).map(lambda rows: [a_lot(at, units, life, age) for at, (units, life, age) in enumerate(rows, 1)])


@given(LOTS, st.integers(1, 30), st.integers(0, 20))
def test_whatever_lies_there_no_unit_left_behind_expires_before_one_that_went(
    lots: list[LotOnHand], quantity: int, least: int
) -> None:
    until = good_until(TODAY, least)
    alive = [lot for lot in lots if lot.expires_on is None or lot.expires_on >= until]
    if sum(lot.quantity for lot in alive) < quantity:
        with pytest.raises(TooLittleLife):
            pick_fefo(lots, quantity, good_until=until)
        return
    taken = {pick.lot_id: pick.quantity for pick in pick_fefo(lots, quantity, good_until=until)}
    assert sum(taken.values()) == quantity
    went = [lot.expires_on or date.max for lot in alive if taken.get(lot.id)]
    stayed = [lot.expires_on or date.max for lot in alive if taken.get(lot.id, 0) < lot.quantity]
    assert not stayed or max(went) <= min(stayed)
    assert set(taken) <= {lot.id for lot in alive}

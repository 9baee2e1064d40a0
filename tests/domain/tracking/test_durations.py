"""How long things take, with what is not over yet."""

from decimal import Decimal
from fractions import Fraction

import pytest

from entrepot.domain.tracking.durations import Taken, durations


def test_without_anything_under_way_shares_are_plain_counts() -> None:
    known = durations(Taken(hours) for hours in (30, 10, 20, 40))
    assert (known.hours, known.count) == ((10, 20, 30, 40), 4)
    assert [known.chance_beyond(hours) for hours in (9, 10, 29, 40)] == [
        Decimal(1), Decimal("0.75"), Decimal("0.5"), Decimal(0),
    ]  # fmt: skip


def test_what_is_under_way_counts_until_now_and_makes_the_rest_weigh_more() -> None:
    # By hand: 1/4 at 10 h; the one silent at 15 h leaves 2 at risk, so 20 h and 40 h share 3/4 equally.
    known = durations([Taken(10), Taken(15, over=False), Taken(20), Taken(40)])
    assert known.hours == (10, 20, 40)
    assert [known.chance_beyond(hours) for hours in (10, 20, 40)] == [
        Decimal("0.75"), Decimal("0.375"), Decimal(0),
    ]  # fmt: skip


def test_quick_ones_alone_would_promise_too_much() -> None:
    quick = [Taken(24)] * 20
    assert durations(quick).quantile(Fraction(9, 10)) == 24
    with_slow = durations(quick + [Taken(200, over=False)] * 20)
    assert with_slow.chance_beyond(24) == Decimal("0.5")
    assert with_slow.quantile(Fraction(9, 10)) is None


@pytest.mark.parametrize(
    ("count", "miss", "least", "most"),
    # Of 99 the 10th and the 90th: 80 of 100 gaps between them. Of 34 the 3rd and the 31st: 28 of 35, too.
    [
        (99, Fraction(1, 5), 10, 90),
        (99, Fraction(1, 10), 5, 95),
        (34, Fraction(1, 5), 3, 31),
        (3, Fraction(1, 5), 1, 3),
    ],
)
def test_the_interval_leaves_out_as_many_gaps_as_may_be_missed(
    count: int, miss: Fraction, least: int, most: int
) -> None:
    known = durations(Taken(hours) for hours in range(1, count + 1))
    assert known.interval(miss) == (least, most)

"""Scores: exact figures where there is enough, silence where there is not; and a remedy for every cause."""

from decimal import Decimal

import pytest

from entrepot.domain.money import CurrencyMismatch, Money
from entrepot.domain.tracking.durations import Taken
from entrepot.domain.tracking.playbook import ASK_CARRIER, PLAYBOOK, remedy_for
from entrepot.domain.tracking.scorecard import (
    Outcome,
    RoutingInputs,
    Score,
    Share,
    routing_inputs,
    score,
    share,
)
from entrepot.domain.tracking.statuses import TrackingReason


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # Wilson 1927, 95 %: the values of textbooks and of R's prop.test without correction.
    [
        (0, 10, "0.000", "0.278"),
        (10, 10, "0.722", "1.000"),
        (8, 10, "0.490", "0.943"),
        (80, 100, "0.711", "0.867"),
    ],
)
def test_the_interval_of_a_share_is_wilsons(hits: int, of: int, low: str, high: str) -> None:
    found = share(hits, of)
    assert (found.low, found.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(("hits", "of"), [(1, 0), (3, 2), (-1, 2)])
def test_refuses_what_is_no_share(hits: int, of: int) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        share(hits, of)


def parcels(count: int) -> list[Outcome]:
    return [
        Outcome(
            Taken(24 * (1 + n % 10)),
            late=n % 10 == 9,
            damaged=n == 0,
            in_customs=n,
            cost=Money.of("4.25", "EUR"),
            grams=500,
        )
        for n in range(count)
    ]


def test_a_score_says_shares_times_and_cost_with_their_numbers() -> None:
    found = score([*parcels(99), Outcome(Taken(900, over=False), late=True, lost=True)])
    assert found.on_time == Share(90, 100, Decimal("0.900"), Decimal("0.826"), Decimal("0.945"))
    assert (found.lost and found.lost.hits, found.damaged and found.damaged.hits) == (1, 1)
    assert (found.parcels, found.median_hours, found.p90_hours, found.customs_hours) == (100, 120, 216, 49)
    assert (found.priced, found.cost, found.cost_per_kg) == (
        99,
        Money.of("4.25", "EUR"),
        Money.of("8.50", "EUR"),
    )
    assert inputs_of(found) == RoutingInputs(Decimal("5.0"), Decimal("0.100"), Decimal("0.010"))


def test_no_data_is_no_score() -> None:
    few = score(parcels(9))
    assert (few.on_time, few.lost, few.damaged, few.median_hours, few.customs_hours) == (None,) * 5
    assert inputs_of(few) == RoutingInputs(None, None, None)
    some = score(parcels(29))
    assert (some.on_time, some.median_hours) == (None, 120)
    assert (few.priced, few.cost, few.cost_per_kg) == (9, None, None)
    assert score([]).cost is None


def test_freight_in_two_currencies_is_not_added_up() -> None:
    with pytest.raises(CurrencyMismatch):
        score([*parcels(10), Outcome(Taken(1), cost=Money.of("1", "GBP"))])


def test_every_cause_has_somebody_who_acts() -> None:
    assert set(PLAYBOOK) == set(TrackingReason)
    assert {remedy.owner for remedy in PLAYBOOK.values()} == {"operator", "buyer"}
    assert remedy_for("something new") == ASK_CARRIER


def inputs_of(scored: Score) -> RoutingInputs:
    on_time, lost = (part and part.value for part in (scored.on_time, scored.lost))
    return routing_inputs(scored.median_hours, on_time, lost)

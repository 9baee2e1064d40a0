"""Promises, clocks and silences: told before they break, and only from what is known."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from entrepot.domain.tracking.durations import Taken
from entrepot.domain.tracking.eta import Basis, Passage, Span, remaining
from entrepot.domain.tracking.watch import (
    Verdict,
    is_stalled,
    promise_outlook,
    silence_limit,
    stage_outlook,
)

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
# To the door in 101, 102 ... 200 hours after entering the leg, where each stayed 50.
LANE = [Passage(NOW, Taken(50), Taken(101 + n)) for n in range(100)]


def left_after(age: int) -> object:
    return remaining(lane=LANE, mode=[], age=age, configured=Span(48, 96), since_dispatch=age)


@pytest.mark.parametrize(
    ("hours", "verdict", "chance"),
    [
        (170, Verdict.ON_TIME, "0.1"),
        (159, Verdict.AT_RISK, "0.21"),
        (100, Verdict.WILL_BREAK, "0.8"),
        (60, Verdict.WILL_BREAK, "1"),
        (-1, Verdict.WILL_BREAK, "1"),
    ],
)
def test_a_promise_is_judged_by_how_parcels_like_it_fared(hours: int, verdict: str, chance: str) -> None:
    found = promise_outlook(promised=NOW + timedelta(hours=hours), now=NOW, left=left_after(20))
    assert (found.verdict, found.chance_late) == (verdict, Decimal(chance))


def test_the_buyer_hears_the_new_window_before_the_promise_breaks() -> None:
    found = promise_outlook(promised=NOW + timedelta(hours=100), now=NOW, left=left_after(20))
    assert found.due_at > NOW
    assert found.new_window is not None
    assert found.new_window.earliest == NOW + timedelta(hours=90)
    assert found.new_window.latest == NOW + timedelta(hours=171)


@pytest.mark.parametrize(
    ("hours", "verdict"), [(96, Verdict.ON_TIME), (72, Verdict.AT_RISK), (47, Verdict.WILL_BREAK)]
)
def test_without_history_the_lanes_days_decide_and_no_chance_is_claimed(hours: int, verdict: str) -> None:
    left = remaining(lane=[], mode=[], age=0, configured=Span(48, 96), since_dispatch=0)
    found = promise_outlook(promised=NOW + timedelta(hours=hours), now=NOW, left=left)
    assert (found.verdict, found.chance_late) == (verdict, None)
    assert found.new_window is not None
    assert found.new_window.basis == Basis.CONFIGURED


def test_the_clearance_clock_runs_two_weeks_and_predicts_its_breach() -> None:
    stays = [Taken(24)] * 60 + [Taken(10 * 24)] * 30 + [Taken(20 * 24)] * 30
    fresh = stage_outlook(leg="customs", entered_at=NOW, now=NOW, stays=stays)
    assert fresh is not None
    assert (fresh.due_at, fresh.chance_late) == (NOW + timedelta(days=14), Decimal("0.25"))
    held = stage_outlook(leg="customs", entered_at=NOW - timedelta(days=11), now=NOW, stays=stays)
    assert held is not None
    assert (held.verdict, held.chance_late) == (Verdict.WILL_BREAK, Decimal(1))


def test_a_clock_without_history_claims_no_chance_and_a_leg_without_time_has_no_clock() -> None:
    clock = stage_outlook(leg="customs", entered_at=NOW, now=NOW, stays=[Taken(24)] * 19)
    assert clock is not None
    assert (clock.verdict, clock.chance_late) == (Verdict.ON_TIME, None)
    assert stage_outlook(leg="line_haul", entered_at=NOW, now=NOW, stays=[]) is None


@pytest.mark.parametrize(
    ("longest", "hours"),
    # Too few parcels: the ceiling. A brisk leg: the floor. Between them the leg's own 95 %.
    [([30] * 19, 72), ([2] * 40, 24), (list(range(20, 60)), 57), ([500] * 40, 72)],
)
def test_how_long_a_leg_may_be_silent_comes_from_its_own_silences(longest: list[int], hours: int) -> None:
    assert silence_limit("first_mile", map(Taken, longest)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("status", "silent", "stalled"),
    [
        ("in_transit", 73, True), ("in_transit", 72, False), ("info_received", 73, True),
        ("delivered", 900, False), ("available_for_pickup", 900, False), ("exception", 73, True),
    ],
)  # fmt: skip
def test_a_parcel_is_stalled_when_it_should_move_and_is_silent(
    status: str, silent: int, stalled: bool
) -> None:
    limit, last_news = timedelta(hours=72), NOW - timedelta(hours=silent)
    assert is_stalled(status=status, last_news=last_news, now=NOW, limit=limit) is stalled

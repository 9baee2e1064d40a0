"""Cut-offs across time zones, weekends, holidays and flight days."""

from datetime import UTC, date, datetime, time

import pytest

from entrepot.domain.sourcing.schedule import Schedule
from tests.domain.sourcing.world import a_lane

SHENZHEN = Schedule(
    "Asia/Shanghai", time(17), frozenset({1, 2, 3, 4, 5, 6}), departure_days=frozenset({1, 3, 5}),
    holidays=frozenset({date(2027, 1, 1)}),
)  # fmt: skip
FRIDAY = (2026, 11, 20)


def departure(*moment: int, handling_days: int = 1, lead_days: int = 0) -> tuple[date, date, date]:
    """Taken, ready and departing for a moment in UTC; Shenzhen is eight hours ahead."""
    asked_at = datetime(*moment, tzinfo=UTC)  # type: ignore[misc,arg-type]
    found = SHENZHEN.departure(asked_at, lead_days=lead_days, handling_days=handling_days)
    return found.taken_on, found.ready_on, found.departs_on


def test_friday_five_oclock_in_shenzhen_is_still_friday_and_a_minute_later_is_saturday() -> None:
    # 09:00 UTC is 17:00 in Shenzhen. Ready on Saturday, on Monday's flight either way.
    assert departure(*FRIDAY, 9, 0) == (date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23))
    assert departure(*FRIDAY, 9, 1) == (date(2026, 11, 21), date(2026, 11, 23), date(2026, 11, 23))


def test_saturday_after_the_cut_off_counts_for_monday_and_misses_mondays_flight() -> None:
    assert departure(2026, 11, 21, 9, 1) == (date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25))


def test_the_day_is_that_of_the_origin_not_of_the_buyer() -> None:
    # Thursday 23:30 in London is Friday 07:30 in Shenzhen.
    assert departure(2026, 11, 19, 23, 30)[0] == date(2026, 11, 20)


def test_nothing_is_handled_and_nothing_flies_on_a_holiday() -> None:
    # Thursday 31 December; Friday 1 January is a holiday, so Saturday handles and Monday flies.
    assert departure(2026, 12, 31, 9, 0) == (date(2026, 12, 31), date(2027, 1, 2), date(2027, 1, 4))


def test_a_suppliers_lead_days_pass_before_the_handling() -> None:
    assert departure(*FRIDAY, 9, 0, lead_days=2) == (
        date(2026, 11, 20),
        date(2026, 11, 24),
        date(2026, 11, 25),
    )


def test_the_promise_adds_the_transit_to_the_departure() -> None:
    lane = a_lane("cn-gb-vow", "CN", schedule=SHENZHEN, min_days=5, max_days=7)
    promise = lane.promise(datetime(*FRIDAY, 9, 1, tzinfo=UTC))
    assert (promise.first, promise.last) == (date(2026, 11, 28), date(2026, 11, 30))


def test_a_lane_without_a_calendar_counts_every_day() -> None:
    promise = a_lane("x", "GB").promise(datetime(*FRIDAY, 23, 59, tzinfo=UTC), lead_days=1)
    assert (promise.first, promise.last) == (date(2026, 11, 23), date(2026, 11, 26))


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        SHENZHEN.departure(datetime(*FRIDAY), lead_days=0, handling_days=0)  # noqa: DTZ001


@pytest.mark.parametrize("days", [frozenset(), frozenset({0}), frozenset({8})])
def test_a_week_without_days_or_with_strange_ones_is_refused(days: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="weekdays"):
        Schedule(working_days=days)

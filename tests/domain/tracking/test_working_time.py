"""Windows that know when nobody works keep their word on every day of the week."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from entrepot.domain.tracking.durations import Taken
from entrepot.domain.tracking.eta import Passage, Span, arrivals_of, counted_by, remaining, window
from entrepot.domain.tracking.watch import promise_outlook
from entrepot.domain.tracking.working_time import (
    CALENDAR_TIME,
    HOUR,
    Clock,
    WorkingDoor,
    WorkingTime,
    keeps_rest,
)


class Weekends:
    """Saturday, Sunday and one Monday."""

    def __contains__(self, day: date, /) -> bool:
        return day.isoweekday() > 5 or day == date(2026, 5, 25)


HERE = WorkingTime(UTC, Weekends())
FRIDAY = datetime(2026, 5, 22, 12, tzinfo=UTC)
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)


def test_the_clock_stands_still_over_a_weekend_and_a_holiday() -> None:
    assert HERE.after(FRIDAY, 11) == FRIDAY + 11 * HOUR
    # Twelve hours end with Friday; the thirteenth is Tuesday's first.
    assert HERE.after(FRIDAY, 12) == datetime(2026, 5, 26, 0, tzinfo=UTC)
    assert HERE.after(FRIDAY, 40) == datetime(2026, 5, 27, 4, tzinfo=UTC)
    assert HERE.hours(FRIDAY, datetime(2026, 5, 27, 4, tzinfo=UTC)) == 40
    assert HERE.hours(FRIDAY + 20 * HOUR, FRIDAY + 60 * HOUR) == 0
    assert HERE.hours(FRIDAY, FRIDAY - HOUR) == 0


def test_days_are_those_of_the_place() -> None:
    sydney = WorkingTime(ZoneInfo("Australia/Sydney"), Weekends())
    # Friday 15:00 in UTC is Saturday in Sydney; Sunday 15:00 is Monday there, a holiday on the 25th.
    assert sydney.after(datetime(2026, 5, 15, 15, tzinfo=UTC), 0) == datetime(2026, 5, 17, 14, tzinfo=UTC)
    assert sydney.day(datetime(2026, 5, 17, 14, tzinfo=UTC)) == date(2026, 5, 18)


def test_what_would_come_on_a_day_of_rest_comes_on_the_next_day_of_work() -> None:
    door = WorkingDoor(HERE)
    assert door.after(FRIDAY, 24) == datetime(2026, 5, 26, 0, tzinfo=UTC)
    assert door.after(FRIDAY, 2) == FRIDAY + 2 * HOUR
    assert door.hours(FRIDAY, FRIDAY + 24 * HOUR) == 24


@pytest.mark.parametrize(("at_weekends", "kept"), [(0, True), (1, True), (2, False)])
def test_a_lane_keeps_rest_when_next_to_nothing_comes_then(at_weekends: int, kept: bool) -> None:
    arrivals = [FRIDAY] * (20 - at_weekends) + [FRIDAY + 24 * HOUR] * at_weekends
    assert keeps_rest(HERE, arrivals) is kept
    assert keeps_rest(HERE, arrivals[:19]) is False


def test_a_promise_for_monday_is_not_lost_over_the_weekend() -> None:
    """All take 20 to 39 working hours: from Friday noon none can come before Tuesday."""
    past = [Passage(MONDAY, Taken(20 + n), Taken(20 + n)) for n in range(20)]
    for clock, chance in ((CALENDAR_TIME, 0), (HERE, 1)):
        left = remaining(
            lane=past, mode=[], age=0, configured=Span(1, 2), since_dispatch=0, clock=clock
        )  # fmt: skip
        promised = datetime(2026, 5, 25, 23, tzinfo=UTC)
        assert promise_outlook(promised=promised, now=FRIDAY, left=left).chance_late == chance


def last_mile(chance: Random, first_day: int, days: int, *, rests: bool) -> tuple[datetime, datetime]:
    at = MONDAY + timedelta(days=first_day) + chance.randrange(24 * days) * HOUR
    clock: Clock = HERE if rests else CALENDAR_TIME
    return at, clock.after(at, int(chance.gammavariate(6, 6)) + 6)


def coverage(*, rests: bool, knows: bool) -> dict[int, float]:
    """By weekday on which the last mile began, and of all (0): the share that came within the window."""
    chance, within, asked = Random(3), Counter[int](), Counter[int]()
    for _history in range(6):
        taken = [last_mile(chance, 0, 90, rests=rests) for _ in range(400)]
        past = [Passage(at, *[Taken((to - at) // HOUR)] * 2) for at, to in taken]
        clock: Clock = HERE if knows and keeps_rest(HERE, arrivals_of(past)) else CALENDAR_TIME
        left = remaining(
            lane=counted_by(clock, past), mode=[], age=0, configured=Span(1, 2), since_dispatch=0,
            clock=clock,
        )  # fmt: skip
        for at, to in (last_mile(chance, 100, 28, rests=rests) for _ in range(700)):
            found = window(at, left)
            for day in (0, at.isoweekday()):
                asked[day] += 1
                within[day] += found.earliest <= to <= found.latest
    return {day: within[day] / asked[day] for day in sorted(asked)}


def test_eight_of_ten_arrive_within_the_window_whatever_day_it_is() -> None:
    assert {0.78 <= share <= 0.86 for share in coverage(rests=True, knows=True).values()} == {True}


def test_calendar_hours_are_wrong_before_every_weekend() -> None:
    shares = coverage(rests=True, knows=False)
    assert 0.77 <= shares[0] <= 0.83
    assert min(shares.values()) < 0.70


def test_a_lane_that_never_rests_keeps_its_word_as_before() -> None:
    told = coverage(rests=False, knows=True)
    assert told == coverage(rests=False, knows=False)
    assert 0.77 <= told[0] <= 0.83

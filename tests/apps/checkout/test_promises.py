"""What is promised follows the cut-off and the calendar of the lane."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from entrepot.apps.checkout.queries.priced import promised
from entrepot.domain.sourcing.routes import Route, Source
from entrepot.domain.sourcing.schedule import Schedule
from tests.domain.sourcing.world import a_lane

FRIDAY = date(2026, 11, 20)


def promise(schedule: Schedule) -> tuple[date, date]:
    lane = a_lane("gb-de", "GB", schedule=schedule, min_days=2, max_days=4)
    return promised(Route(Source("GB-CVT", "own", "GB", {}), lane, {}), FRIDAY)


@pytest.mark.parametrize(
    ("minute", "first"), [(0, date(2026, 11, 25)), (1, date(2026, 11, 26))], ids=["at five", "a minute later"]
)
def test_an_order_after_the_cut_off_on_friday_comes_a_day_later(
    monkeypatch: pytest.MonkeyPatch, minute: int, first: date
) -> None:
    now = datetime(2026, 11, 20, 17, minute, tzinfo=ZoneInfo("Europe/London"))
    monkeypatch.setattr(timezone, "now", lambda: now)
    week = Schedule("Europe/London", datetime(2026, 1, 1, 17).time(), frozenset({1, 2, 3, 4, 5}))  # noqa: DTZ001
    assert promise(week)[0] == first


def test_without_a_calendar_every_day_counts() -> None:
    assert promise(Schedule()) == (date(2026, 11, 23), date(2026, 11, 25))

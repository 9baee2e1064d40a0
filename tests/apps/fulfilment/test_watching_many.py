"""The hourly watches over many parcels: statements grow with batches, not with parcels."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from entrepot.apps.fulfilment.queries.leg_history import histories
from entrepot.apps.fulfilment.services import watch_parcels as parcels_watch
from entrepot.apps.fulfilment.services import watch_promises as promises_watch
from entrepot.apps.orders.models import Case, TimelineEntry
from tests.factories.open_parcels import HOUR, many_under_way, past_times

pytestmark = pytest.mark.django_db
START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
# 110 hours after the line haul began: 90 of 99 parcels came later.
TOO_SOON, IN_TIME = date(2026, 5, 8), date(2026, 5, 30)
Watch = Callable[..., int]
BOTH = (promises_watch.watch_promises, parcels_watch.watch_parcels)


def statements(watch: Watch, now: datetime) -> int:
    with CaptureQueriesContext(connection) as asked:
        watch(now=now)
    return len(asked)


@pytest.fixture(autouse=True)
def history_is_kept(settings: Settings) -> Iterator[None]:
    """For ten minutes, as in the shop."""
    settings.REFERENCE_CACHE_SECONDS = 600
    histories.forget()
    yield
    histories.forget()


@pytest.fixture
def in_batches_of_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (promises_watch, parcels_watch):
        monkeypatch.setattr(module, "AT_ONCE", 10)


@pytest.mark.usefixtures("in_batches_of_ten")
@pytest.mark.parametrize("watch", BOTH)
@pytest.mark.parametrize(("promised", "hours"), [(IN_TIME, 2), (TOO_SOON, 2), (TOO_SOON, 24 * 20)])
def test_ten_more_parcels_cost_one_more_batch(watch: Watch, promised: date, hours: int) -> None:
    """On time, to break, and both silent and broken long ago: once it is said, it costs nothing more."""
    now = START + hours * HOUR
    past_times(99, until=START)
    many_under_way(20, since=START, promised_to=promised)
    watch(now=now)
    twenty = statements(watch, now)
    many_under_way(10, since=START, promised_to=promised, first=20)
    watch(now=now)
    assert statements(watch, now) - twenty <= 5


def test_what_is_known_already_is_neither_opened_nor_told_again() -> None:
    past_times(99, until=START)
    many_under_way(3, since=START, promised_to=TOO_SOON)
    for hours in (2, 3, 30):
        for watch in BOTH:
            assert watch(now=START + hours * HOUR) == (3 if watch is BOTH[0] else 0)
    assert Case.objects.filter(kind="promise_at_risk", owner="buyer").count() == 3
    assert TimelineEntry.objects.filter(kind="promise_will_break").count() == 3
    # The window moves on with the clock, and the case with it.
    assert {case.facts["chance"] for case in Case.objects.all()} == {"0.90"}


@pytest.mark.slow
@pytest.mark.parametrize("watch", BOTH)
def test_ten_thousand_open_parcels_take_some_hundred_statements_an_hour(watch: Watch) -> None:
    """A hundred of them will be late."""
    past_times(400, until=START)
    for age in range(21):
        since = START - timedelta(hours=7 * age)
        promised = TOO_SOON if age == 0 else IN_TIME
        many_under_way(500 if age else 100, since=since, promised_to=promised, first=500 * age)
    now = START + 2 * HOUR
    watch(now=now)
    began = time.process_time()
    assert statements(watch, now) < 150
    # Not a bar to miss by a little: an hour has 3,600 of them.
    assert time.process_time() - began < 60

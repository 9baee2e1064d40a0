"""What a change of a lane did to its days: measured before and since, silent where there is too little."""

from dataclasses import replace
from datetime import timedelta

import pytest

from entrepot.apps.fulfilment.queries.lane_periods import LanePeriods, lane_periods
from entrepot.apps.fulfilment.services.import_leg_times import PastParcel, import_leg_times
from tests.apps.fulfilment.test_arrival_windows import HOUR, START
from tests.apps.fulfilment.test_scoring_lanes import past

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOW = START + 60 * DAY


def sent(number: int, day: int, hours: int, **changed: object) -> PastParcel:
    """The parcel ``past`` of so many ``hours``, sent on that day after ``START``."""
    parcel = past(number, hours)
    moved = day * DAY - number * HOUR
    legs = [(leg, entered + moved) for leg, entered in parcel.legs]
    at = parcel.delivered_at
    return replace(parcel, legs=legs, delivered_at=at and at + moved, **changed)  # type: ignore[arg-type]


def told(*parcels: PastParcel) -> LanePeriods:
    import_leg_times(source="old", parcels=parcels)
    return lane_periods("gb-eu", NOW)


def test_without_a_change_thirty_days_stand_against_the_thirty_before() -> None:
    found = told(*(sent(n, n, 100) for n in range(30)), *(sent(n, n, 80) for n in range(30, 45)))
    assert (found.begins_at, found.divides_at, found.change) == (START, START + 30 * DAY, None)
    assert [
        (each.leg, each.before.parcels, each.since.parcels, each.hours_later) for each in found.compared
    ] == [
        ("", 30, 15, -20),
        ("first_mile", 30, 15, -4),
        ("customs", 30, 15, -16),
    ]


def test_another_carrier_divides_the_periods_on_the_day_of_its_first_parcel() -> None:
    before = [sent(n, n % 40, 100) for n in range(40)]
    since = [sent(n, 50, 150, carrier="swift") for n in range(40, 52)]
    found = told(*before, *since)
    assert found.change is not None
    assert (found.change.old[1], found.change.new[1]) == ("simcarrier", "swift")
    assert (found.divides_at, found.begins_at) == (START + 50 * DAY, START + 20 * DAY)
    whole = found.compared[0]
    assert (whole.before.parcels, whole.since.parcels, whole.hours_later) == (20, 12, 50)
    assert whole.since.on_time is None


def test_a_few_parcels_by_another_carrier_are_an_exception_and_no_change() -> None:
    usual = [sent(n, 20 + n, 100) for n in range(20)]
    assert told(*usual, *(sent(n, 50, 150, carrier="swift") for n in range(20, 29))).change is None
    busy = [sent(n, 51, 100) for n in range(40, 60)]
    others = [sent(n, 50, 150, carrier="swift") for n in range(20, 40)]
    assert told(*usual, *others, *busy).change is None


def test_too_few_parcels_have_no_score_and_no_difference() -> None:
    whole = told(*(sent(n, n, 100) for n in range(30)), *(sent(n, 40, 80) for n in range(30, 39))).compared[0]
    assert (whole.before.median_hours, whole.since.median_hours, whole.hours_later) == (100, None, None)
    assert told().compared == ()

"""What comes next on the way, and until when nine of ten like parcels had come there."""

from datetime import UTC, datetime, timedelta

import pytest

from entrepot.domain.tracking.durations import Taken
from entrepot.domain.tracking.next_leg import DOOR, next_leg
from entrepot.domain.tracking.statuses import TrackingLeg

ENTERED = datetime(2026, 5, 4, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
# 101, 102 ... 200 hours in the leg.
STAYS = [Taken(101 + n) for n in range(100)]


@pytest.mark.parametrize(("leg", "crosses", "coming"), [
    ("first_mile", True, TrackingLeg.LINE_HAUL), ("line_haul", True, TrackingLeg.CUSTOMS),
    ("customs", True, TrackingLeg.LAST_MILE), ("last_mile", True, DOOR),
    ("first_mile", False, TrackingLeg.LAST_MILE), ("line_haul", False, TrackingLeg.LAST_MILE),
])  # fmt: skip
def test_goods_that_stay_at_home_see_no_border(leg: str, crosses: bool, coming: str) -> None:
    found = next_leg(leg=leg, entered_at=ENTERED, now=ENTERED, crosses_border=crosses, stays=[])
    assert (found.leg, found.usually_by) == (coming, None)


@pytest.mark.parametrize(("age", "hours"), [(0, 190), (100, 190), (151, 195), (181, 198), (182, None)])
def test_only_parcels_that_stayed_as_long_tell_the_time_and_too_few_tell_none(
    age: int, hours: int | None
) -> None:
    found = next_leg(
        leg="customs", entered_at=ENTERED, now=ENTERED + age * HOUR, crosses_border=True, stays=STAYS
    )
    assert found.usually_by == (None if hours is None else ENTERED + hours * HOUR)

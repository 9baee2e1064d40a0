"""The legs of a parcel's way from its events, and when to ask a carrier again."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from entrepot.domain.tracking.legs import leg_stays
from entrepot.domain.tracking.polling import next_poll

START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


def hour(hours: float) -> datetime:
    return START + timedelta(hours=hours)


@dataclass(frozen=True)
class Scan:
    status: str
    at: datetime
    leg: str = ""
    reason: str = ""


WAY = [
    Scan("info_received", hour(-20), "first_mile"),
    Scan("in_transit", hour(4), "first_mile"),
    Scan("in_transit", hour(30), "line_haul"),
    Scan("exception", hour(80), "customs", "customs_hold"),
    Scan("in_transit", hour(100), "line_haul"),
    Scan("out_for_delivery", hour(120), "last_mile"),
    Scan("delivered", hour(125), "last_mile"),
]


def told(events: list[Scan]) -> list[tuple[str, int, int | None]]:
    def hours(moment: datetime | None) -> int | None:
        return None if moment is None else (moment - START) // timedelta(hours=1)

    stays = leg_stays(events, dispatched_at=START)
    return [(stay.leg, hours(stay.entered_at), hours(stay.left_at)) for stay in stays]


def test_each_leg_ends_where_the_next_begins_and_late_news_of_an_earlier_one_moves_nothing_back() -> None:
    legs = [("first_mile", 0, 30), ("line_haul", 30, 80), ("customs", 80, 120), ("last_mile", 120, 125)]
    assert told(WAY) == legs


def test_the_order_in_which_events_came_does_not_matter() -> None:
    some = WAY[2:6]
    assert len({tuple(told([*order, *order[:2]])) for order in permutations(some)}) == 1


def test_a_parcel_under_way_is_still_in_its_leg_and_an_announced_one_in_the_first() -> None:
    assert told(WAY[:3]) == [("first_mile", 0, 30), ("line_haul", 30, None)]
    assert told([]) == told(WAY[:1]) == [("first_mile", 0, None)]


def test_a_scan_before_the_dispatch_begins_the_way() -> None:
    assert told([Scan("in_transit", hour(-3))]) == [("first_mile", -3, None)]


def test_the_longest_silence_counts_up_to_the_end_of_the_leg_or_to_now() -> None:
    first, line, *_ = leg_stays(WAY, dispatched_at=START)
    assert (first.longest_silence(hour(200)), line.longest_silence(hour(200))) == (26, 50)
    (_, open_leg) = leg_stays(WAY[:3], dispatched_at=START)
    assert open_leg.longest_silence(hour(200)) == 170


@pytest.mark.parametrize(
    ("status", "silent_hours", "in_hours"),
    [
        ("in_transit", 0, 4), ("in_transit", 16, 4), ("in_transit", 40, 10), ("in_transit", 400, 24),
        ("out_for_delivery", 0, 1), ("available_for_pickup", 2, 12), ("info_received", 1, 6),
        ("exception", 24 * 46, 24 * 7), ("delivered", 0, None), ("expired", 0, None),
    ],
)  # fmt: skip
def test_a_carrier_is_asked_less_often_the_longer_a_parcel_is_silent(
    status: str, silent_hours: int, in_hours: int | None
) -> None:
    asked = next_poll(status, last_news=hour(-silent_hours), now=START)
    assert asked == (None if in_hours is None else hour(in_hours))

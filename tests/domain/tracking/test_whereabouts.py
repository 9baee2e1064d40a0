"""Where a parcel is does not depend on the order in which its events came."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import permutations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from entrepot.domain.tracking.derive import whereabouts
from entrepot.domain.tracking.statuses import TrackingStatus

START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Scan:
    status: str
    at: datetime
    reason: str = ""
    leg: str = ""


def scan(status: str, hours: int, reason: str = "") -> Scan:
    return Scan(status, START + timedelta(hours=hours), reason)


def test_a_parcel_without_events_is_pending() -> None:
    assert whereabouts([]).status == TrackingStatus.PENDING


def test_the_latest_event_decides_in_every_order_of_arrival() -> None:
    events = [
        scan("info_received", 0),
        scan("in_transit", 2),
        scan("exception", 5, "delayed"),
        scan("in_transit", 9),
    ]
    assert {whereabouts(order).status for order in permutations(events)} == {TrackingStatus.IN_TRANSIT}


def test_delivery_stays_when_a_late_scan_comes_with_a_later_time() -> None:
    found = whereabouts([scan("delivered", 50), scan("in_transit", 51)])
    assert (found.status, found.delivered_at) == (TrackingStatus.DELIVERED, START + timedelta(hours=50))


def test_a_return_to_the_sender_takes_delivery_back() -> None:
    found = whereabouts([scan("delivered", 50), scan("exception", 60, "returned_to_sender")])
    assert (found.status, found.delivered_at) == (TrackingStatus.EXCEPTION, None)


def test_of_two_events_of_one_moment_the_one_further_along_counts() -> None:
    assert whereabouts([scan("delivered", 5), scan("out_for_delivery", 5)]).status == TrackingStatus.DELIVERED


def test_an_exception_needs_somebody_and_an_absent_recipient_only_the_carrier() -> None:
    assert whereabouts([scan("exception", 1, "damaged")]).needs_somebody
    absent = whereabouts([scan("attempt_fail", 1, "recipient_absent")])
    assert (absent.in_trouble, absent.needs_somebody) == (True, False)


def test_a_parcel_that_was_announced_but_never_picked_up_does_not_move() -> None:
    found = whereabouts([scan("info_received", 0), scan("pending", 80, "unknown")])
    assert (found.status, found.handed_over) == (TrackingStatus.INFO_RECEIVED, False)
    assert whereabouts([scan("info_received", 0), scan("in_transit", 5)]).handed_over


def test_a_code_that_nobody_understands_decides_nothing() -> None:
    found = whereabouts([scan("out_for_delivery", 5), scan("pending", 9, "unknown")])
    assert (found.status, found.at) == (TrackingStatus.OUT_FOR_DELIVERY, START + timedelta(hours=5))
    assert whereabouts([scan("pending", 9, "unknown")]).status == TrackingStatus.PENDING


SCANS = st.lists(
    st.builds(scan, st.sampled_from([str(status) for status in TrackingStatus]), st.integers(0, 30)),
    min_size=1,
)


@given(SCANS, st.randoms(use_true_random=False))
def test_neither_order_nor_duplicates_change_where_a_parcel_is(scans: list[Scan], random: object) -> None:
    shuffled = [*scans, *scans[:3]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert whereabouts(shuffled).status == whereabouts(scans).status


def test_ten_thousand_shuffled_and_duplicated_events_give_the_same_states() -> None:
    chance = Random(20261121)
    statuses, reasons = [str(status) for status in TrackingStatus], ["", "delayed", "lost", "unknown"]
    parcels = {
        number: [
            scan(chance.choice(statuses), chance.randrange(40), chance.choice(reasons)) for _ in range(8)
        ]
        for number in range(1000)
    }
    told = [(number, event) for number, events in parcels.items() for event in events]
    told += chance.choices(told, k=10_000 - len(told))
    chance.shuffle(told)
    assert len(told) == 10_000
    heard = defaultdict(list)
    for number, event in told:
        heard[number].append(event)
    assert {n: whereabouts(heard[n]) for n in parcels} == {n: whereabouts(e) for n, e in parcels.items()}

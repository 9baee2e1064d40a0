"""A parcel under a provisional and a local number: where it is, and who has it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from entrepot.domain.tracking.chain import Hands, Holder, ParcelNumber, whereabouts_along
from entrepot.domain.tracking.statuses import TrackingStatus

START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
LINE = ParcelNumber("YT2229521272164446", "yunexpress")
LOCAL = ParcelNumber("RB123456785GB", "royal-mail")


@dataclass(frozen=True)
class Scan:
    status: str
    at: datetime
    leg: str = ""
    reason: str = ""


def scan(status: str, hours: int, leg: str = "", reason: str = "") -> Scan:
    return Scan(status, START + timedelta(hours=hours), leg, reason)


LINE_HAUL = [
    scan("info_received", 0),
    scan("in_transit", 5, "first_mile"),
    scan("in_transit", 40, "line_haul"),
]


def test_the_sender_has_a_parcel_that_was_only_announced() -> None:
    found, holder = whereabouts_along([LINE, LOCAL], {LINE.number: LINE_HAUL[:1]})
    assert (found.handed_over, holder) == (False, Holder(Hands.SENDER, LINE))


def test_a_local_number_that_was_only_announced_leaves_the_parcel_with_the_line_haul() -> None:
    told = {LINE.number: LINE_HAUL, LOCAL.number: [scan("info_received", 50)]}
    _, holder = whereabouts_along([LINE, LOCAL], told)
    assert holder == Holder(Hands.CARRIER, LINE, START + timedelta(hours=40))


def test_what_the_line_haul_calls_delivered_is_the_hand_over_to_the_next() -> None:
    told = {LINE.number: [*LINE_HAUL, scan("delivered", 90)]}
    found, holder = whereabouts_along([LINE, LOCAL], told)
    assert (found.status, found.delivered_at) == (TrackingStatus.IN_TRANSIT, None)
    assert holder == Holder(Hands.CARRIER, LINE, START + timedelta(hours=90))


def test_the_same_word_of_the_only_carrier_is_delivery() -> None:
    found, holder = whereabouts_along([LINE], {LINE.number: [*LINE_HAUL, scan("delivered", 90)]})
    assert found.delivered_at == START + timedelta(hours=90)
    assert holder == Holder(Hands.RECIPIENT, LINE, START + timedelta(hours=90))


def test_the_next_carriers_scan_takes_the_parcel_over_and_its_delivery_counts() -> None:
    scans = [scan("in_transit", 100, "last_mile")]
    told = {LINE.number: [*LINE_HAUL, scan("delivered", 90)], LOCAL.number: scans}
    assert whereabouts_along([LINE, LOCAL], told)[1].number == LOCAL
    told[LOCAL.number] = [*scans, scan("delivered", 120)]
    found, holder = whereabouts_along([LINE, LOCAL], told)
    assert (found.status, holder.hands) == (TrackingStatus.DELIVERED, Hands.RECIPIENT)


def test_customs_and_a_pick_up_point_hold_what_they_hold() -> None:
    held = [*LINE_HAUL, scan("exception", 60, "customs", "customs_hold")]
    assert whereabouts_along([LINE], {LINE.number: held})[1].hands == Hands.CUSTOMS
    waiting = [*LINE_HAUL, scan("available_for_pickup", 70, "last_mile")]
    assert whereabouts_along([LINE], {LINE.number: waiting})[1].hands == Hands.PICKUP_POINT

"""Leg times are written down once, windows are learnt from them, and carriers are asked in good measure."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from entrepot.apps.fulfilment.models import LegTime, Parcel, ParcelNumber, Shipment, TrackingEvent
from entrepot.apps.fulfilment.queries.eta import Arrival, arrival_of
from entrepot.apps.fulfilment.services.poll_tracking import poll_tracking
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.lanes.models import Lane
from entrepot.apps.orders.models import Order
from entrepot.domain.ports import Temporary
from entrepot.domain.ports import carriers as port
from entrepot.domain.tracking.eta import Basis
from entrepot.domain.tracking.watch import Verdict
from entrepot.kit.adapters import carriers
from tests.apps.fulfilment.test_tracking import on_its_way

pytestmark = pytest.mark.django_db
START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def shipment() -> Shipment:
    """Dispatched at ``START``, with one parcel on its way."""
    sent = on_its_way()
    Shipment.objects.update(dispatched_at=START)
    return Shipment.objects.get(pk=sent.pk)


def told(name: str, status: str, hours: int, leg: str, reason: str = "") -> port.TrackingEvent:
    return port.TrackingEvent(
        id=name, tracking_number=Parcel.objects.first().tracking_number, status=status, leg=leg,  # type: ignore[union-attr]
        at=START + hours * HOUR, description=name, reason=reason,
    )  # fmt: skip


WAY = [
    ("info", "info_received", -5, "first_mile"),
    ("up", "in_transit", 4, "first_mile"),
    ("air", "in_transit", 30, "line_haul"),
    ("cleared", "in_transit", 80, "customs"),
    ("van", "out_for_delivery", 100, "last_mile"),
    ("door", "delivered", 104, "last_mile"),
]


def legs() -> list[tuple[str, int, int, int]]:
    rows = LegTime.objects.order_by("entered_at")
    return [
        (row.leg, (row.entered_at - START) // HOUR, (row.left_at - row.entered_at) // HOUR, row.silent_hours)
        for row in rows
        if row.left_at and row.delivered_at
    ]


def test_the_legs_of_a_parcel_are_written_down_whatever_the_order_and_however_often(
    shipment: Shipment,
) -> None:
    chance = Random(4)
    events = [told(*event) for event in WAY] * 3
    chance.shuffle(events)
    for event in events:
        record_tracking(carrier="simcarrier", events=[event])
    expected = [
        ("first_mile", 0, 30, 26),
        ("line_haul", 30, 50, 50),
        ("customs", 80, 20, 20),
        ("last_mile", 100, 4, 4),
    ]
    assert legs() == expected
    assert TrackingEvent.objects.count() == len(WAY)
    row = LegTime.objects.get(leg="customs")
    consignment = shipment.consignment
    assert (row.carrier, row.lane, row.mode) == ("simcarrier", consignment.lane, consignment.mode)


def test_a_leg_that_later_news_shows_to_be_none_is_taken_back(shipment: Shipment) -> None:
    record_tracking(carrier="simcarrier", events=[told("cleared", "in_transit", 80, "customs")])
    record_tracking(carrier="simcarrier", events=[told("unit", "in_transit", 70, "last_mile")])
    assert list(LegTime.objects.order_by("entered_at").values_list("leg", flat=True)) == [
        "first_mile",
        "last_mile",
    ]


def history_of(shipment: Shipment, count: int, leg: str = "first_mile", **fields: Any) -> None:
    """``count`` parcels that took 101, 102 ... hours to the door."""
    for number in range(count):
        begun = START - timedelta(days=30) + number * HOUR
        parcel = Parcel.objects.create(
            shipment=shipment, position=100 + number, carrier="simcarrier", weight_g=1,
            tracking_number=f"H{number}", tracking_status="delivered",
        )  # fmt: skip
        LegTime.objects.create(
            parcel=parcel, carrier="simcarrier", leg=leg, entered_at=begun, left_at=begun + 90 * HOUR,
            delivered_at=begun + (101 + number) * HOUR, silent_hours=40,
            **{"lane": shipment.consignment.lane, "mode": shipment.consignment.mode, **fields},
        )  # fmt: skip


def arrival(hours: int) -> Arrival | None:
    consignment = Order.objects.get().consignments.get()
    consignment.promised_to = date(2026, 5, 9)
    return arrival_of(consignment, START + hours * HOUR)


def test_a_window_is_learnt_from_the_parcels_of_the_lane(shipment: Shipment) -> None:
    history_of(shipment, 99)
    # 110 and 190 hours after Monday 8:00.
    assert arrival(0) == Arrival(date(2026, 5, 8), date(2026, 5, 12), Basis.LANE, 99, Verdict.AT_RISK)


def test_parcels_still_under_way_are_not_forgotten(shipment: Shipment) -> None:
    history_of(shipment, 99)
    slow = LegTime.objects.order_by("-delivered_at").values("pk")[:70]
    LegTime.objects.filter(pk__in=list(slow.values_list("pk", flat=True))).update(
        left_at=None, delivered_at=None
    )
    found = arrival(0)
    # The 29 that arrived took 129 hours at most, less than the 135 until the promise; the 70 take longer.
    assert found is not None
    assert (found.samples, found.verdict) == (29, Verdict.AT_RISK)


def test_another_lane_of_the_mode_lends_its_parcels(shipment: Shipment) -> None:
    history_of(shipment, 99, lane="another")
    found = arrival(0)
    assert found is not None
    assert (found.basis, found.samples) == (Basis.MODE, 99)


def test_without_history_the_lanes_days_are_told_as_such(shipment: Shipment) -> None:
    history_of(shipment, 19)
    Lane.objects.update(min_days=2, max_days=4)
    found = arrival(24)
    assert found == Arrival(date(2026, 5, 6), date(2026, 5, 8), Basis.CONFIGURED, 0, Verdict.ON_TIME)


def test_a_promise_that_will_break_is_told_before_it_breaks(shipment: Shipment) -> None:
    history_of(shipment, 99, leg="customs")
    record_tracking(carrier="simcarrier", events=[told(*event) for event in WAY[:4]])
    found = arrival(81)
    assert found is not None
    # 110 hours after it entered customs, 80 hours after the start, is after the promise of 9 May.
    assert (found.first, found.verdict) == (date(2026, 5, 12), Verdict.WILL_BREAK)


def test_nothing_is_expected_before_the_dispatch_and_after_delivery(shipment: Shipment) -> None:
    record_tracking(carrier="simcarrier", events=[told(*event) for event in WAY])
    assert arrival(200) is None
    Shipment.objects.update(status="packed")
    assert arrival(0) is None


def test_a_code_that_nobody_understands_is_for_the_operator_and_moves_nothing(shipment: Shipment) -> None:
    record_tracking(carrier="simcarrier", events=[told("XYZ", "pending", 3, "", "unknown")])
    assert Parcel.objects.get().tracking_status == "pending"
    assert Order.objects.get().timeline.get(kind="tracking").for_buyer is False


def test_trouble_says_what_to_do_about_its_cause_and_by_when(shipment: Shipment) -> None:
    before = timezone.now()
    record_tracking(carrier="simcarrier", events=[told("wet", "exception", 5, "line_haul", "weather")])
    case = Order.objects.get().cases.get()
    assert case.facts["remedy"] == "tell_new_window"
    assert timedelta(hours=48) <= case.due_at - before < timedelta(hours=49)


def test_a_silent_parcel_is_asked_about_less_and_less_often(
    shipment: Shipment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carriers["simcarrier"], "track", lambda tracking_number: [])
    now = START + 40 * HOUR
    Parcel.objects.update(tracking_status="in_transit", last_event_at=START, next_poll_at=now)
    assert poll_tracking(now=now - HOUR) == 0
    assert poll_tracking(now=now) == 1
    assert Parcel.objects.get().next_poll_at == now + 10 * HOUR
    assert poll_tracking(now=now + 9 * HOUR) == 0
    assert poll_tracking(now=now + 10 * HOUR) == 1


def test_a_carrier_that_fails_is_left_in_peace_until_the_next_time(
    shipment: Shipment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(tracking_number: str) -> list[port.TrackingEvent]:
        raise Temporary("busy")

    monkeypatch.setattr(carriers["simcarrier"], "track", busy)
    now = START + HOUR
    assert poll_tracking(now=now) == 0
    assert Parcel.objects.get().next_poll_at == now + 6 * HOUR


def test_news_puts_off_the_next_question_and_delivery_ends_them(shipment: Shipment) -> None:
    before = timezone.now()
    record_tracking(carrier="simcarrier", events=[told(*event) for event in WAY[:3]])
    asked = Parcel.objects.get().next_poll_at
    assert asked is not None
    assert asked > before + 4 * HOUR - timedelta(minutes=1)
    record_tracking(carrier="simcarrier", events=[told(*WAY[-1])])
    assert Parcel.objects.get().next_poll_at is None
    assert poll_tracking(now=before + timedelta(days=90)) == 0


def chained(shipment: Shipment) -> Parcel:
    """Its parcel with a provisional number, superseded by the local one that it bears now."""
    parcel = shipment.parcels.get()
    for position, role, number in ((1, "provisional", "LX000000005GB"), (2, "local", parcel.tracking_number)):
        ParcelNumber.objects.create(
            parcel=parcel, position=position, role=role, carrier="simcarrier", number=number,
            leg="last_mile" if role == "local" else "line_haul", given_at=START,
        )  # fmt: skip
    return parcel


def under(number: str, event: port.TrackingEvent) -> port.TrackingEvent:
    return replace(event, tracking_number=number)


def test_delivered_under_the_provisional_number_is_the_hand_over_to_the_last_mile(shipment: Shipment) -> None:
    chained(shipment)
    history_of(shipment, 99, leg="last_mile")
    handed = under("LX000000005GB", told("handed", "delivered", 90, "line_haul"))
    record_tracking(carrier="simcarrier", events=[told(*WAY[2]), handed])
    assert (Parcel.objects.get(numbers__role="local").tracking_status, Order.objects.get().status) == (
        "in_transit",
        "shipped",
    )
    found = arrival(90)
    # 110 to 190 hours from the hand-over, 90 hours after Monday 8:00, by those that were in the last mile.
    assert found is not None
    assert (found.first, found.last, found.samples) == (date(2026, 5, 12), date(2026, 5, 16), 99)


def test_late_news_of_the_provisional_number_does_not_take_the_delivery_back_nor_make_one(
    shipment: Shipment,
) -> None:
    parcel = chained(shipment)
    van = told("van", "out_for_delivery", 100, "last_mile")
    late = under("LX000000005GB", told("late", "delivered", 101, "line_haul"))
    record_tracking(carrier="simcarrier", events=[van, late])
    assert Shipment.objects.get().status == "dispatched"
    record_tracking(carrier="simcarrier", events=[told("door", "delivered", 104, "last_mile")])
    parcel.refresh_from_db()
    assert (parcel.tracking_status, Shipment.objects.get().delivered_at) == (
        "delivered",
        START + 104 * HOUR,
    )
    assert arrival(200) is None


def test_a_lane_that_rests_is_waited_for_on_the_next_day_of_work(shipment: Shipment) -> None:
    """Every parcel before came on a Friday in France; 8 May is a holiday there, and a weekend follows."""
    history_of(shipment, 40)
    friday = datetime(2026, 4, 17, 12, tzinfo=UTC)
    LegTime.objects.update(entered_at=friday - 100 * HOUR, left_at=friday - 10 * HOUR, delivered_at=friday)
    found = arrival(0)
    assert found is not None
    # 100 hours after Monday 8:00 is Friday the 8th; nobody works until Monday the 11th.
    assert (found.first, found.last) == (date(2026, 5, 11), date(2026, 5, 11))


def test_a_lane_that_delivers_every_day_has_no_holiday(shipment: Shipment) -> None:
    history_of(shipment, 40)
    sunday = datetime(2026, 4, 19, 12, tzinfo=UTC)
    LegTime.objects.update(entered_at=sunday - 100 * HOUR, left_at=sunday - 10 * HOUR, delivered_at=sunday)
    found = arrival(0)
    assert found is not None
    assert (found.first, found.last) == (date(2026, 5, 8), date(2026, 5, 8))

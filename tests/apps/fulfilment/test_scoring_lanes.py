"""Scores come from what became of parcels, are written down for routing, and say nothing of too few."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from entrepot.apps.fulfilment.models import LegTime, Parcel, Shipment
from entrepot.apps.fulfilment.queries.eta import arrival_of
from entrepot.apps.fulfilment.services.import_leg_times import PastParcel, import_leg_times
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.fulfilment.services.score_lanes import score_lanes
from entrepot.apps.lanes.models import Lane, Scorecard
from entrepot.apps.lanes.queries import fresh_lane_book
from entrepot.apps.orders.models import Consignment
from entrepot.domain.tracking.eta import Basis
from tests.apps.fulfilment.test_arrival_windows import HOUR, START, WAY, on_its_way, told
from tests.factories.fulfilment import the_lane

pytestmark = pytest.mark.django_db
NOW = START + timedelta(days=90)


def past(number: int, hours: int, *, came: bool = True) -> PastParcel:
    """Sent ``number`` hours after ``START``: a fifth in the first mile, then at customs, then delivered."""
    sent = START + number * HOUR
    return PastParcel(
        name=str(number), carrier="simcarrier", mode=the_lane().mode.code, lane="gb-eu",
        legs=[("first_mile", sent), ("customs", sent + hours // 5 * HOUR)], silent_hours=[5, 20],
        delivered_at=sent + hours * HOUR if came else None,
    )  # fmt: skip


def card(subject: str, **named: str) -> Scorecard:
    return Scorecard.objects.get(subject=subject, **named)


def test_a_lane_is_scored_from_its_parcels_and_routing_reads_it() -> None:
    Lane.objects.filter(pk=the_lane().pk).update(max_days=5)
    parcels = (
        [past(n, 100) for n in range(36)] + [past(n, 150) for n in range(36, 39)] + [past(39, 0, came=False)]
    )
    assert import_leg_times(source="old", parcels=parcels) == 80
    assert score_lanes(now=NOW) == 4
    lane = card("lane")
    # 36 of 40 within 120 hours; one never came in 60 days.
    assert (lane.parcels, lane.imported, lane.on_time, lane.lost) == (
        40,
        40,
        Decimal("0.9"),
        Decimal("0.025"),
    )
    assert (lane.on_time_low, lane.on_time_high) == (Decimal("0.769"), Decimal("0.960"))
    assert (lane.median_hours, lane.p90_hours, lane.customs_hours) == (100, 100, 80)
    customs = card("leg", leg="customs")
    assert (customs.median_hours, customs.on_time, customs.lost) == (80, None, Decimal("0.025"))
    assert card("leg", leg="first_mile").lost == 0
    (priced,) = [one for one in fresh_lane_book(date(2026, 5, 4)).lanes if one.code == "gb-eu"]
    record = priced.record
    assert (record.expected_days, record.lateness, record.loss) == (
        Decimal("4.2"), Decimal("0.100"), Decimal("0.025"),
    )  # fmt: skip


def test_too_few_parcels_make_no_score() -> None:
    import_leg_times(source="old", parcels=[past(n, 100) for n in range(9)])
    score_lanes(now=NOW)
    lane = card("lane")
    assert (lane.parcels, lane.on_time, lane.lost, lane.median_hours) == (9, None, None, None)


def test_a_parcel_of_the_shop_is_late_by_its_own_promise_and_lost_when_its_carrier_says_so() -> None:
    shipment = on_its_way()
    Shipment.objects.update(dispatched_at=START)
    Consignment.objects.update(promised_to=date(2026, 5, 6))
    record_tracking(carrier="simcarrier", events=[told(*event) for event in WAY])
    import_leg_times(source="old", parcels=[past(n, 20) for n in range(29)])
    score_lanes(now=NOW)
    assert (card("lane").parcels, card("lane").imported) == (30, 29)
    assert card("lane").on_time == Decimal("0.967")
    assert card("carrier").carrier == shipment.parcels.get().carrier


def test_a_history_that_is_brought_again_replaces_itself_and_teaches_the_windows() -> None:
    for _twice in range(2):
        import_leg_times(source="old", parcels=[past(n, 100) for n in range(30)])
    assert LegTime.objects.count() == 60
    shipment = on_its_way()
    Shipment.objects.update(dispatched_at=NOW)
    found = arrival_of(Consignment.objects.get(), NOW)
    assert found is not None
    assert (found.basis, found.samples, Parcel.objects.count()) == (Basis.LANE, 30, shipment.parcels.count())

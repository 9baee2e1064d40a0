"""Parcels that fall silent or stay in customs open a case, once, and news of them closes it."""

from datetime import timedelta

import pytest

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.fulfilment.services.watch_parcels import watch_parcels
from entrepot.apps.orders.models import Case
from tests.apps.fulfilment.test_arrival_windows import HOUR, START, WAY, history_of, on_its_way, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipment() -> Shipment:
    """Dispatched at ``START``, with one parcel that was only announced."""
    sent = on_its_way()
    Shipment.objects.update(dispatched_at=START)
    return Shipment.objects.get(pk=sent.pk)


def cases() -> list[tuple[str, str]]:
    return list(Case.objects.order_by("pk").values_list("kind", "status"))


def test_a_parcel_that_nobody_picked_up_is_noticed_after_three_days_and_only_once(shipment: Shipment) -> None:
    assert watch_parcels(now=START + 72 * HOUR) == 0
    assert watch_parcels(now=START + 73 * HOUR) == 1
    assert watch_parcels(now=START + 90 * HOUR) == 1
    assert cases() == [("parcel_stalled", "open")]
    assert Case.objects.get().facts["hours"] == 73


def test_news_of_a_silent_parcel_closes_the_case(shipment: Shipment) -> None:
    watch_parcels(now=START + 73 * HOUR)
    record_tracking(carrier="simcarrier", events=[told("up", "in_transit", 74, "first_mile")])
    assert cases() == [("parcel_stalled", "resolved")]
    assert watch_parcels(now=START + 80 * HOUR) == 0


def test_a_brisk_lane_is_missed_sooner(shipment: Shipment) -> None:
    history_of(shipment, 30)
    # Those before were silent for 40 hours at most.
    assert (watch_parcels(now=START + 40 * HOUR), watch_parcels(now=START + 41 * HOUR)) == (0, 1)


def test_trouble_that_goes_on_keeps_its_case_and_closes_the_silence(shipment: Shipment) -> None:
    watch_parcels(now=START + 73 * HOUR)
    record_tracking(carrier="simcarrier", events=[told("wet", "exception", 74, "line_haul", "weather")])
    assert cases() == [("parcel_stalled", "resolved"), ("parcel_exception", "open")]


def test_a_parcel_that_stays_in_customs_beyond_two_weeks_is_noticed_and_its_release_closes_that(
    shipment: Shipment,
) -> None:
    record_tracking(carrier="simcarrier", events=[told(*event) for event in WAY[:4]])
    held = told("still", "exception", 80 + 14 * 24, "customs", "customs_hold")
    record_tracking(carrier="simcarrier", events=[held])
    assert watch_parcels(now=START + 80 * HOUR + timedelta(days=14)) == 0
    assert watch_parcels(now=START + 81 * HOUR + timedelta(days=14)) == 1
    assert ("clearance_late", "open") in cases()
    record_tracking(carrier="simcarrier", events=[told("van", "out_for_delivery", 450, "last_mile")])
    assert {status for _, status in cases()} == {"resolved"}

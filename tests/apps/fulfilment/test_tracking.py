"""Tracking events in any order, any number of times, and what follows from them."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from django.utils import timezone

from entrepot.apps.fulfilment.models import Parcel, Shipment, TrackingEvent
from entrepot.apps.fulfilment.services.dispatch_shipment import dispatch_shipment
from entrepot.apps.fulfilment.services.poll_tracking import poll_tracking
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.orders.models import Order
from entrepot.domain.ports import carriers as port
from entrepot.kit.adapters import carriers
from tests.factories.fulfilment import OPERATOR, a_confirmed_order, a_packed_shipment
from tests.factories.inventory import stocked
from tests.settling import settle

pytestmark = pytest.mark.django_db
START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


def told(number: str, name: str, status: str, hours: int, reason: str = "") -> port.TrackingEvent:
    return port.TrackingEvent(
        id=f"{number}-{name}", tracking_number=number, status=status, at=START + timedelta(hours=hours),
        description=name, reason=reason,
    )  # fmt: skip


def on_its_way(parcels: int = 1) -> Shipment:
    order = a_confirmed_order(stocked(5), quantity=parcels, consignment={"crosses_border": False})
    shipment = a_packed_shipment(order, parcels=parcels)
    settle()
    shipment = dispatch_shipment(shipment=Shipment.objects.get(pk=shipment.pk), by=OPERATOR)
    settle()
    return shipment


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_events_in_any_order_deliver_the_order_once(order: tuple[int, ...]) -> None:
    on_its_way()
    number = Parcel.objects.get().tracking_number
    events = [
        told(number, "picked", "in_transit", 1),
        told(number, "out", "out_for_delivery", 20),
        told(number, "door", "delivered", 22),
    ]
    for index in order:
        record_tracking(carrier="simcarrier", events=[events[index]])
    assert Parcel.objects.get().tracking_status == "delivered"
    assert (Shipment.objects.get().status, Shipment.objects.get().delivered_at) == ("delivered", events[2].at)
    placed = Order.objects.get()
    assert placed.status == "delivered"
    assert placed.timeline.filter(kind="tracking").count() == 3
    assert placed.timeline.filter(kind="shipment_delivered").count() == 1


def test_the_same_event_twice_is_one_fact() -> None:
    on_its_way()
    number = Parcel.objects.get().tracking_number
    event = told(number, "picked", "in_transit", 1)
    assert record_tracking(carrier="simcarrier", events=[event, event]).new == 1
    assert record_tracking(carrier="simcarrier", events=[event]).new == 0
    assert TrackingEvent.objects.count() == 1
    assert Order.objects.get().timeline.filter(kind="tracking").count() == 1


def test_a_shipment_of_two_parcels_is_delivered_with_the_second() -> None:
    on_its_way(parcels=2)
    first, second = Parcel.objects.order_by("position").values_list("tracking_number", flat=True)
    record_tracking(carrier="simcarrier", events=[told(first, "door", "delivered", 22)])
    assert Shipment.objects.get().status == "dispatched"
    record_tracking(carrier="simcarrier", events=[told(second, "door", "delivered", 30)])
    assert Shipment.objects.get().status == "delivered"


def test_numbers_of_nobody_are_reported_and_change_nothing() -> None:
    on_its_way()
    recorded = record_tracking(carrier="simcarrier", events=[told("LE000000000GB", "x", "delivered", 1)])
    assert (recorded.new, recorded.unknown) == (0, ("LE000000000GB",))


def test_another_carriers_word_on_our_number_is_not_taken() -> None:
    on_its_way()
    number = Parcel.objects.get().tracking_number
    assert record_tracking(carrier="other", events=[told(number, "door", "delivered", 1)]).unknown == (
        number,
    )
    assert Shipment.objects.get().status == "dispatched"


def test_trouble_opens_a_case_and_moving_on_resolves_it() -> None:
    on_its_way()
    number = Parcel.objects.get().tracking_number
    record_tracking(carrier="simcarrier", events=[told(number, "late", "exception", 5, "delayed")])
    case = Order.objects.get().cases.get(kind="parcel_exception")
    assert (case.status, case.facts["reason"]) == ("open", "delayed")
    record_tracking(carrier="simcarrier", events=[told(number, "door", "delivered", 50)])
    case.refresh_from_db()
    assert case.status == "resolved"


def test_old_trouble_told_late_opens_no_case() -> None:
    on_its_way()
    number = Parcel.objects.get().tracking_number
    record_tracking(carrier="simcarrier", events=[told(number, "door", "delivered", 50)])
    record_tracking(carrier="simcarrier", events=[told(number, "late", "exception", 5, "delayed")])
    assert not Order.objects.get().cases.exists()


def test_a_scan_before_the_dispatch_counts_from_the_dispatch_on() -> None:
    shipment = a_packed_shipment(a_confirmed_order(consignment={"crosses_border": False}))
    settle()
    number = Parcel.objects.get().tracking_number
    record_tracking(carrier="simcarrier", events=[told(number, "door", "delivered", 22)])
    assert Shipment.objects.get().status == "packed"
    assert dispatch_shipment(shipment=shipment, by=OPERATOR).status == "delivered"


def test_polling_makes_up_for_messages_that_never_came() -> None:
    on_its_way()
    carrier: Any = carriers["simcarrier"]
    number = Parcel.objects.get().tracking_number
    carrier.deliver(number)
    assert poll_tracking(now=timezone.now()) == 1
    assert Shipment.objects.get().status == "delivered"
    assert poll_tracking(now=timezone.now()) == 0

"""Bags and master waybills: nothing flies unless customs released it; every parcel is accounted for."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from entrepot.apps.fulfilment.models import Bag, CustodyScan, MasterWaybill, Parcel, Shipment
from entrepot.apps.fulfilment.queries.number_chain import holder_of
from entrepot.apps.fulfilment.queries.travelling_together import departure_faults
from entrepot.apps.fulfilment.services.arrive_waybill import arrive_waybill
from entrepot.apps.fulfilment.services.bag_parcel import bag_parcel
from entrepot.apps.fulfilment.services.cancel_shipment import cancel_shipment
from entrepot.apps.fulfilment.services.close_waybill import close_waybill
from entrepot.apps.fulfilment.services.deconsolidate_parcel import deconsolidate_parcel
from entrepot.apps.fulfilment.services.depart_waybill import depart_waybill
from entrepot.apps.fulfilment.services.finish_deconsolidation import finish_deconsolidation
from entrepot.apps.fulfilment.services.load_bag import load_bag
from entrepot.apps.fulfilment.services.make_local_label import make_local_label
from entrepot.apps.fulfilment.services.open_bag import open_bag
from entrepot.apps.fulfilment.services.open_waybill import Booked, open_waybill
from entrepot.apps.fulfilment.services.pull_off_parcel import pull_off_parcel
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.fulfilment.services.reopen_waybill import reopen_waybill
from entrepot.apps.fulfilment.services.request_booking import request_booking
from entrepot.apps.lanes.models import NumberPool, PooledNumber
from entrepot.apps.orders.models import Case
from entrepot.config.connectors import register_adapters
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.domain.ports.carriers import TrackingEvent
from entrepot.domain.tracking.chain import Hands
from entrepot.kit.errors import Refused
from tests.factories.fulfilment import OPERATOR, a_confirmed_order, a_packed_shipment
from tests.factories.inventory import a_warehouse
from tests.factories.lanes import a_lane
from tests.factories.pools import a_pool
from tests.settling import settle

pytestmark = pytest.mark.django_db
ON_THE_AIR_LANE = {"mode": "virtual_overseas_warehouse", "lane": "gb-air"}


@pytest.fixture(autouse=True)
def _world() -> None:
    register_adapters()
    days = {"min": "1", "mode": "2", "max": "3"}
    legs = [{"kind": "last_mile", "carrier": "simcarrier", "service": "local", "days": days}]
    lane = a_lane("gb-air", "GB", ("FR", "CN"), mode="virtual_overseas_warehouse", legs=legs)
    lane.mode.config = {
        "stock": ["own"], "in_use": True, "legs": ["consolidate", "line_haul", "last_mile"],
        "identities": ["provisional", "local"], "declarations": {"export": None, "import": {}},
    }  # fmt: skip
    lane.mode.save()
    a_pool("line", role="provisional", country="", prefix="LX", suffix="GB")
    a_pool("local-fr", country="FR", prefix="CE", suffix="FR")
    a_pool("pallets", role="pallet", country="", carrier="own", form="sscc", prefix="00000000", suffix="",
           digits=9)  # fmt: skip


def a_parcel(parcels: int = 1, **order: Any) -> Parcel:
    """Packed, with its numbers, and released by customs."""
    shipment = a_packed_shipment(
        a_confirmed_order(quantity=parcels, consignment=ON_THE_AIR_LANE, **order), parcels=parcels
    )
    settle()
    Shipment.objects.filter(pk=shipment.pk).update(clearance="released")
    return shipment.parcels.order_by("position")[0]


def a_waybill(number: str = "00012345675", **fields: Any) -> MasterWaybill:
    now = timezone.now()
    values: dict[str, Any] = {
        "origin": a_warehouse(), "hub": a_warehouse("lil", "FR"), "flight": "zz 1", "number": number,
        "cut_off": now + timedelta(hours=5), "departs_at": now + timedelta(hours=9),
        "arrives_at": now + timedelta(hours=20), "max_weight_g": 50_000, **fields,
    }  # fmt: skip
    return open_waybill(booked=Booked(**values))


def a_bag(waybill: MasterWaybill, *parcels: Parcel) -> Bag:
    bag = open_bag(origin=waybill.origin, hub=waybill.hub, waybill=waybill)
    for parcel in parcels:
        bag_parcel(bag=bag, code=parcel.tracking_number, by=OPERATOR)
    return bag


def arrived(*parcels: Parcel) -> MasterWaybill:
    waybill = a_waybill()
    a_bag(waybill, *parcels)
    close_waybill(waybill=waybill, by=OPERATOR)
    depart_waybill(waybill=waybill, by=OPERATOR)
    return arrive_waybill(waybill=waybill, by=OPERATOR)


def fresh(parcel: Parcel) -> Parcel:
    return Parcel.objects.select_related("shipment").get(pk=parcel.pk)


def open_cases() -> list[str]:
    return list(Case.objects.exclude(status="resolved").values_list("kind", flat=True))


def test_both_numbers_are_given_at_packing_and_the_sender_holds_the_parcel() -> None:
    parcel = a_parcel()
    numbers = [(link.role, link.number) for link in parcel.numbers.all()]
    assert numbers == [("provisional", "LX000000005GB"), ("local", "CE000000005FR")]
    assert parcel.tracking_number == "LX000000005GB"
    assert parcel.booked_at is None
    assert holder_of(parcel).hands == Hands.SENDER


def test_a_waybill_does_not_depart_with_a_parcel_that_customs_has_not_released() -> None:
    good, held = a_parcel(), a_parcel()
    Shipment.objects.filter(pk=held.shipment_id).update(clearance="pending")
    order = held.shipment.consignment.order
    Case.objects.create(
        order=order, kind="customs_data_missing", reference=held.shipment.number, owner="buyer",
        facts={"number": held.shipment.number, "missing": ["identity number"]}, due_at=timezone.now(),
    )  # fmt: skip
    waybill = a_waybill()
    bag = a_bag(waybill, good, held)
    close_waybill(waybill=waybill, by=OPERATOR)
    with pytest.raises(Refused) as refused:
        depart_waybill(waybill=waybill, by=OPERATOR)
    (fault,) = refused.value.faults
    assert (fault.field, fault.code) == (f"parcels.{held.tracking_number}", "buyer")
    assert "identity number" in fault.message
    assert set(Shipment.objects.values_list("status", flat=True)) == {"packed"}
    waybill.refresh_from_db()
    assert waybill.status == "closed"

    with pytest.raises(Refused, match="closed with its waybill"):
        pull_off_parcel(parcel=held, why="data", by=OPERATOR)
    reopen_waybill(waybill=waybill, by=OPERATOR)
    pull_off_parcel(parcel=held, why="identity number missing", by=OPERATOR)
    assert list(bag.parcels.all()) == [good]
    assert "parcel_pulled_off" in open_cases()
    close_waybill(waybill=waybill, by=OPERATOR)
    depart_waybill(waybill=waybill, by=OPERATOR)
    assert fresh(good).shipment.status == "dispatched"
    assert fresh(held).shipment.status == "packed"
    with pytest.raises(IllegalTransition):
        depart_waybill(waybill=waybill, by=OPERATOR)


@pytest.mark.parametrize(
    ("clearance", "role"), [("pending", "customs"), ("held", "customs"), ("rejected", "operator")]
)
def test_each_obstacle_names_who_must_act(clearance: str, role: str) -> None:
    parcel = a_parcel()
    Shipment.objects.update(clearance=clearance)
    waybill = a_waybill()
    a_bag(waybill, parcel)
    assert [(fault.role, fault.parcel) for fault in departure_faults(waybill)] == [(role, parcel)]


def test_the_parcels_of_one_shipment_fly_together() -> None:
    first = a_parcel(parcels=2)
    waybill = a_waybill()
    a_bag(waybill, first)
    (fault,) = departure_faults(waybill)
    assert "Parcel 2 of" in fault.message
    a_bag(waybill, first.shipment.parcels.get(position=2))
    assert departure_faults(waybill) == []


def test_a_bag_takes_only_what_goes_its_way() -> None:
    parcel, waybill = a_parcel(), a_waybill()
    elsewhere = open_bag(origin=waybill.origin, hub=a_warehouse("szx", "CN"))
    with pytest.raises(Refused, match="does not serve"):
        bag_parcel(bag=elsewhere, code=parcel.tracking_number, by=OPERATOR)
    with pytest.raises(Refused, match="No parcel bears"):
        bag_parcel(bag=elsewhere, code="LX0", by=OPERATOR)
    small = open_bag(origin=waybill.origin, hub=waybill.hub)
    Bag.objects.filter(pk=small.pk).update(max_weight_g=399)
    with pytest.raises(Refused, match="too heavy"):
        bag_parcel(bag=small, code=parcel.tracking_number, by=OPERATOR)
    alone = a_packed_shipment(a_confirmed_order()).parcels.get()
    Parcel.objects.filter(pk=alone.pk).update(tracking_number="LE123")
    with pytest.raises(Refused, match="travels by itself"):
        bag_parcel(bag=small, code="LE123", by=OPERATOR)
    assert not CustodyScan.objects.exists()


def test_a_second_scan_changes_nothing_and_another_bag_takes_the_parcel_over() -> None:
    parcel, waybill = a_parcel(), a_waybill()
    first = a_bag(waybill, parcel, parcel)
    local = parcel.numbers.get(role="local").number
    second = open_bag(origin=waybill.origin, hub=waybill.hub, waybill=waybill)
    bag_parcel(bag=second, code=f" {local.lower()} ", by=OPERATOR)
    assert (first.parcels.count(), second.parcels.count()) == (0, 1)
    assert list(parcel.scans.values_list("act", "bag")) == [("bagged", first.pk), ("bagged", second.pk)]


def test_a_bag_is_not_put_on_a_flight_that_is_full_or_past_its_cut_off() -> None:
    parcel, full = a_parcel(), a_waybill(max_weight_g=399)
    bag = open_bag(origin=full.origin, hub=full.hub)
    bag_parcel(bag=bag, code=parcel.tracking_number, by=OPERATOR)
    with pytest.raises(Refused, match="400 g are loaded, but 399 g are booked"):
        load_bag(bag=bag, waybill=full)
    late = a_waybill("00076543213")
    MasterWaybill.objects.filter(pk=late.pk).update(cut_off=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Refused, match="cut-off"):
        load_bag(bag=bag, waybill=late)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"number": "00012345674"}, "number"),
        ({"cut_off": timezone.now() - timedelta(hours=1)}, "cut_off"),
        ({"departs_at": timezone.now() + timedelta(hours=1)}, "departs_at"),
        ({"max_weight_g": 0}, "max_weight_g"),
    ],
)
def test_a_waybill_that_cannot_be_right_is_refused_with_its_field(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        a_waybill(**fields)
    assert [fault.field for fault in refused.value.faults] == [field]


def test_at_the_hub_each_parcel_is_expected_damaged_unexpected_or_missing() -> None:
    whole, broken, lost, stray = (a_parcel() for _ in range(4))
    waybill = arrived(whole, broken, lost)
    expected = deconsolidate_parcel(waybill=waybill, code=whole.tracking_number, by=OPERATOR)
    assert deconsolidate_parcel(waybill=waybill, code=whole.tracking_number, by=OPERATOR) == expected
    deconsolidate_parcel(waybill=waybill, code=broken.tracking_number, by=OPERATOR, damaged=True, note="wet")
    deconsolidate_parcel(waybill=waybill, code=stray.tracking_number, by=OPERATOR)
    assert finish_deconsolidation(waybill=waybill, by=OPERATOR) == 1
    acts = dict(
        CustodyScan.objects.filter(waybill=waybill).exclude(act="bagged").values_list("parcel", "act")
    )
    assert acts == {
        whole.pk: "expected", broken.pk: "damaged", stray.pk: "unexpected", lost.pk: "missing",
    }  # fmt: skip
    assert sorted(open_cases()) == ["parcel_damaged", "parcel_missing", "parcel_unexpected"]
    assert [fresh(one).tracking_number[:2] for one in (whole, broken, lost)] == ["CE", "LX", "LX"]

    deconsolidate_parcel(waybill=waybill, code=lost.tracking_number, by=OPERATOR)
    assert "parcel_missing" not in open_cases()
    assert fresh(lost).tracking_number[:2] == "CE"


def test_the_local_carrier_is_given_the_parcel_under_the_number_it_bears() -> None:
    parcel = a_parcel()
    waybill = arrived(parcel)
    deconsolidate_parcel(waybill=waybill, code=parcel.tracking_number, by=OPERATOR)
    settle()
    row = fresh(parcel)
    assert (row.tracking_number, row.service) == ("CE000000005FR", "local")
    assert row.booked_at is not None
    assert make_local_label(parcel=row).startswith(b"%PDF")
    links = {link.role: link for link in row.numbers.all()}
    assert links["provisional"].held_until == links["local"].held_from
    assert links["local"].held_until is None


def test_news_under_any_number_lands_on_the_parcel_and_only_the_last_one_delivers() -> None:
    parcel = a_parcel()
    waybill = arrived(parcel)
    told("LX000000005GB", "delivered", "first")
    assert fresh(parcel).shipment.status == "dispatched"
    assert fresh(parcel).tracking_status == "in_transit"
    deconsolidate_parcel(waybill=waybill, code="LX000000005GB", by=OPERATOR)
    told("CE000000005FR", "out_for_delivery", "second")
    assert holder_of(fresh(parcel)).number.number == "CE000000005FR"  # type: ignore[union-attr]
    told("CE000000005FR", "delivered", "third")
    assert fresh(parcel).shipment.status == "delivered"
    assert parcel.events.count() == 6  # three of the flight, three of carriers


def told(number: str, status: str, event: str) -> None:
    news = TrackingEvent(
        id=event,
        tracking_number=number,
        status=status,
        at=timezone.now(),
        description=status,
        leg="last_mile",
    )
    assert record_tracking(carrier="simcarrier", events=[news]).unknown == ()


def test_an_empty_pool_opens_a_case_and_more_numbers_settle_the_matter() -> None:
    NumberPool.objects.filter(code="local-fr").update(is_active=False)
    shipment = a_packed_shipment(a_confirmed_order(consignment=ON_THE_AIR_LANE))
    settle()
    parcel = shipment.parcels.get()
    assert parcel.tracking_number == ""
    assert "No number is left for simcarrier" in parcel.booking_error
    assert open_cases() == ["number_pool_empty"]
    assert not PooledNumber.objects.exists()  # the provisional one was not spent either
    NumberPool.objects.update(is_active=True)
    request_booking(shipment=shipment, by=OPERATOR)
    settle()
    assert fresh(parcel).tracking_number == "LX000000005GB"


def test_the_numbers_of_a_cancelled_shipment_are_void_and_it_leaves_its_bag() -> None:
    parcel = a_parcel()
    bag = a_bag(a_waybill(), parcel)
    cancel_shipment(shipment=parcel.shipment, why="changed mind", by=OPERATOR)
    settle()
    assert bag.parcels.count() == 0
    assert set(PooledNumber.objects.values_list("state", flat=True)) == {"void"}

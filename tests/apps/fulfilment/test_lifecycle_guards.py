"""Nothing leaves before its time, and every button says why."""

from typing import Any

import pytest

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.next_steps import next_steps
from entrepot.apps.fulfilment.services.cancel_shipment import cancel_shipment
from entrepot.apps.fulfilment.services.create_shipment import create_shipment
from entrepot.apps.fulfilment.services.dispatch_shipment import dispatch_shipment
from entrepot.apps.fulfilment.services.pack_shipment import ParcelSpec, pack_shipment
from entrepot.apps.fulfilment.services.record_clearance import record_clearance
from entrepot.apps.fulfilment.services.start_picking import start_picking
from entrepot.apps.fulfilment.services.stop_picking import stop_picking
from entrepot.apps.inventory.models import Reservation, StockLevel, StockMovement
from entrepot.domain.customs.clearance import Clearance
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.kit.adapters import carriers
from entrepot.kit.errors import Refused
from tests.factories.fulfilment import OPERATOR, a_confirmed_order, a_packed_shipment
from tests.factories.inventory import stocked
from tests.settling import settle

pytestmark = pytest.mark.django_db


def steps(shipment: Shipment) -> dict[str, bool]:
    return {step.code: step.enabled for step in next_steps(Shipment.objects.get(pk=shipment.pk))}


def test_the_steps_are_exactly_the_legal_ones() -> None:
    order = a_confirmed_order()
    shipment = Shipment.objects.get()
    assert steps(shipment) == {"start_picking": True, "cancel_shipment": True}
    start_picking(shipment=shipment, by=OPERATOR)
    assert steps(shipment) == {"pack_shipment": True, "stop_picking": True, "cancel_shipment": True}
    order.refresh_from_db()
    assert order.status == "in_fulfilment"
    stop_picking(shipment=shipment, by=OPERATOR)
    assert steps(shipment) == {"start_picking": True, "cancel_shipment": True}


def test_a_step_that_must_wait_says_what_it_waits_for() -> None:
    shipment = a_packed_shipment()
    step = next(step for step in next_steps(shipment) if step.code == "dispatch_shipment")
    assert (step.enabled, step.why_not) == (False, "The carrier has not given a number for 1 parcel(s) yet.")
    settle()
    shipment.refresh_from_db()
    step = next(step for step in next_steps(shipment) if step.code == "dispatch_shipment")
    assert (step.enabled, step.why_not) == (False, "Customs has not answered yet.")
    record_clearance(shipment=shipment, clearance=Clearance.RELEASED, by="partner:simport")
    assert steps(shipment) == {"dispatch_shipment": True, "cancel_shipment": True}


@pytest.mark.parametrize("clearance", ["pending", "held", "rejected"])
def test_goods_that_customs_has_not_released_stay(clearance: str) -> None:
    shipment = a_packed_shipment()
    settle()
    Shipment.objects.update(clearance=clearance)
    with pytest.raises(Refused) as refused:
        dispatch_shipment(shipment=shipment, by=OPERATOR)
    assert refused.value.code == "not_ready"
    assert Shipment.objects.get().status == "packed"
    assert StockLevel.objects.get().on_hand == 5


def test_a_parcel_without_a_number_stays() -> None:
    shipment = a_packed_shipment(parcels=2)
    settle()
    Shipment.objects.update(clearance="released")
    Parcel.objects.filter(position=2).update(tracking_number="", booked_at=None)
    with pytest.raises(Refused, match=r"1 parcel\(s\)"):
        dispatch_shipment(shipment=shipment, by=OPERATOR)


def test_dispatch_consumes_the_reservation_exactly_once() -> None:
    shipment = a_packed_shipment(a_confirmed_order(stocked(5), quantity=2))
    settle()
    Shipment.objects.update(clearance="released")
    dispatch_shipment(shipment=shipment, by=OPERATOR)
    with pytest.raises(IllegalTransition):
        dispatch_shipment(shipment=shipment, by=OPERATOR)
    level = StockLevel.objects.get()
    assert (level.on_hand, level.reserved) == (3, 0)
    assert list(StockMovement.objects.filter(kind="ship").values_list("quantity", flat=True)) == [-2]
    assert list(Reservation.objects.values_list("status", flat=True)) == ["shipped"]


def test_a_domestic_parcel_needs_no_customs() -> None:
    shipment = a_packed_shipment(a_confirmed_order(consignment={"crosses_border": False}))
    settle()
    shipment.refresh_from_db()
    assert (shipment.clearance, shipment.declarations.count()) == ("not_needed", 0)
    assert dispatch_shipment(shipment=shipment, by=OPERATOR).status == "dispatched"


def test_hand_over_is_told_to_the_carrier_after_dispatch() -> None:
    shipment = a_packed_shipment(a_confirmed_order(consignment={"crosses_border": False}))
    settle()
    carrier: Any = carriers["simcarrier"]
    number = Parcel.objects.get().tracking_number
    assert not carrier.parcels[number].handed_over
    dispatch_shipment(shipment=shipment, by=OPERATOR)
    settle()
    assert carrier.parcels[number].handed_over


@pytest.mark.parametrize(
    ("parcels", "field"),
    [([], "parcels"), ([400, 0], "parcels[1].weight_g"), ([30_001], "parcels[0].weight_g")],
)
def test_packing_names_the_parcel_that_cannot_be(parcels: list[int], field: str) -> None:
    a_confirmed_order()
    shipment = start_picking(shipment=Shipment.objects.get(), by=OPERATOR)
    with pytest.raises(Refused) as refused:
        pack_shipment(shipment=shipment, parcels=[ParcelSpec(grams) for grams in parcels], by=OPERATOR)
    assert refused.value.faults[0].field == field
    assert (Shipment.objects.get().status, Parcel.objects.count()) == ("picking", 0)


def test_a_consignment_has_one_living_shipment() -> None:
    order = a_confirmed_order()
    first = Shipment.objects.get()
    assert create_shipment(consignment=order.consignments.get()) == first
    cancel_shipment(shipment=first, why="damaged in the warehouse", by=OPERATOR)
    again = create_shipment(consignment=order.consignments.get())
    assert (again.pk != first.pk, again.number) == (True, f"{first.number}-2")


def test_the_numbers_of_a_cancelled_shipment_go_back_to_the_carrier() -> None:
    shipment = a_packed_shipment()
    settle()
    cancel_shipment(shipment=shipment, why="buyer changed their mind", by=OPERATOR)
    settle()
    carrier: Any = carriers["simcarrier"]
    assert carrier.parcels[Parcel.objects.get().tracking_number].cancelled

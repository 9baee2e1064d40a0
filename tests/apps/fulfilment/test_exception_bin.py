"""A parcel in the exception bin of a hub goes on, waits, goes back or is destroyed; none just lies there."""

from typing import Any

import pytest

from entrepot.apps.fulfilment.models import Bag, CustodyScan, MasterWaybill, Parcel, Shipment
from entrepot.apps.fulfilment.queries.travelling_together import waiting_parcels
from entrepot.apps.fulfilment.services.accept_found_parcel import accept_found_parcel
from entrepot.apps.fulfilment.services.deconsolidate_parcel import deconsolidate_parcel
from entrepot.apps.fulfilment.services.finish_deconsolidation import finish_deconsolidation
from entrepot.apps.fulfilment.services.set_parcel_aside import set_parcel_aside
from entrepot.apps.fulfilment.services.undo_found_scan import undo_found_scan
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.orders.models import Case, Order
from entrepot.kit.errors import Refused
from entrepot.web.backoffice.queries.money import money_of
from tests.apps.fulfilment.test_consolidation import (
    _world,
    a_bag,
    a_parcel,
    a_waybill,
    arrived,
    fresh,
    open_cases,
)
from tests.factories.fulfilment import OPERATOR

pytestmark = pytest.mark.django_db
__all__ = ["_world"]
Act = CustodyScan.Act


@pytest.fixture(autouse=True)
def the_stock_agrees_at_the_end() -> Any:
    yield
    assert stock_differences() == []


def found(parcel: Parcel, *, damaged: bool = False) -> tuple[MasterWaybill, Bag]:
    """``parcel``, not one of the waybill that arrived unless ``damaged``, scanned at its hub."""
    waybill = arrived(a_parcel(), *([parcel] if damaged else []))
    deconsolidate_parcel(waybill=waybill, code=parcel.tracking_number, by=OPERATOR, damaged=damaged)
    return waybill, waybill.bags.get()


def acts(parcel: Parcel) -> list[str]:
    return list(parcel.scans.order_by("pk").values_list("act", flat=True))


def test_a_stray_parcel_that_is_released_is_moved_and_goes_on_under_its_local_number() -> None:
    stray = a_parcel()
    waybill, bag = found(stray)
    scans = [accept_found_parcel(parcel=stray, bag=bag, by=OPERATOR) for _ in range(2)]
    row = fresh(stray)
    assert (scans[0], row.bag_id, row.tracking_number[:2]) == (scans[1], bag.pk, "CE")
    assert (row.shipment.status, acts(row)) == ("dispatched", ["unexpected", "moved"])
    assert scans[0].waybill_id == waybill.pk
    assert StockLevel.objects.get(variant=row.shipment.lines.get().order_line.variant).reserved == 0
    held = {
        link.role: (link.held_from is not None, link.held_until is not None) for link in row.numbers.all()
    }
    assert held == {"provisional": (True, True), "local": (True, False)}
    assert open_cases() == []
    finish_deconsolidation(waybill=waybill, by=OPERATOR)
    assert "parcel_missing" in open_cases()  # the one that did not come out, not the stray one
    assert Case.objects.get(kind="parcel_missing").reference != f"parcel:{stray.pk}"


def test_a_parcel_missed_on_its_own_waybill_is_no_longer_missing_once_it_is_moved() -> None:
    stray = a_parcel()
    own = a_waybill("00076543213")
    a_bag(own, stray)
    MasterWaybill.objects.filter(pk=own.pk).update(status="arrived")
    finish_deconsolidation(waybill=MasterWaybill.objects.get(pk=own.pk), by=OPERATOR)
    assert open_cases() == ["parcel_missing"]
    _waybill, bag = found(stray)
    accept_found_parcel(parcel=stray, bag=bag, by=OPERATOR)
    assert (open_cases(), fresh(stray).bag_id) == ([], bag.pk)


@pytest.mark.parametrize("clearance", ["pending", "held", "rejected"])
def test_a_parcel_whose_own_declaration_is_not_released_does_not_go_on(clearance: str) -> None:
    stray = a_parcel()
    _waybill, bag = found(stray)
    Shipment.objects.filter(pk=stray.shipment_id).update(clearance=clearance)
    with pytest.raises(Refused) as refused:
        accept_found_parcel(parcel=stray, bag=bag, by=OPERATOR)
    assert refused.value.code == "not_ready"
    assert (fresh(stray).bag, fresh(stray).shipment.status, acts(stray)) == (None, "packed", ["unexpected"])


def test_a_parcel_for_a_country_that_the_hub_does_not_serve_is_not_taken_in() -> None:
    stray = a_parcel()
    _waybill, bag = found(stray)
    order = stray.shipment.consignment.order
    Order.objects.filter(pk=order.pk).update(address={**order.address, "country": "CN"})
    with pytest.raises(Refused, match="does not serve"):
        accept_found_parcel(parcel=stray, bag=bag, by=OPERATOR)


def test_a_parcel_leaves_with_its_whole_shipment_or_is_held() -> None:
    stray = a_parcel(2)
    _waybill, bag = found(stray)
    with pytest.raises(Refused, match="still in the house"):
        accept_found_parcel(parcel=stray, bag=bag, by=OPERATOR)


def test_a_parcel_that_was_expected_is_not_moved() -> None:
    parcel, other = a_parcel(), a_parcel()
    waybill = arrived(parcel)
    deconsolidate_parcel(waybill=waybill, code=parcel.tracking_number, by=OPERATOR)
    for one in (parcel, other):
        with pytest.raises(Refused) as refused:
            accept_found_parcel(parcel=one, bag=waybill.bags.get(), by=OPERATOR)
        assert refused.value.code == "not_in_the_bin"


def test_held_its_case_stays_open_and_is_due_later() -> None:
    stray = a_parcel()
    waybill, bag = found(stray)
    before = Case.objects.get(kind="parcel_unexpected").due_at
    set_parcel_aside(parcel=stray, waybill=waybill, fate=Act.HELD, reason="waits for papers", by=OPERATOR)
    case = Case.objects.get(kind="parcel_unexpected")
    assert (case.status, case.due_at > before) == ("open", True)
    accept_found_parcel(parcel=stray, bag=bag, by=OPERATOR)
    assert acts(stray) == ["unexpected", "held", "moved"]


@pytest.mark.parametrize("fate", [Act.RETURNED, Act.DESTROYED])
@pytest.mark.parametrize("damaged", [False, True])
def test_returned_or_destroyed_it_leaves_the_bag_and_the_buyer_is_to_be_put_right(
    fate: CustodyScan.Act, damaged: bool
) -> None:
    stray = a_parcel()
    waybill, bag = found(stray, damaged=damaged)
    scans = [
        set_parcel_aside(parcel=stray, waybill=waybill, fate=fate, reason="Mouldy", by=OPERATOR)
        for _ in range(2)
    ]
    assert scans[0] == scans[1]
    stands = "returned" if fate == Act.RETURNED else "dispatched"
    assert (fresh(stray).bag, fresh(stray).shipment.status) == (None, stands)
    assert acts(stray)[-1] == str(fate)
    assert (scans[0].waybill_id, scans[0].note) == (waybill.pk, "Mouldy")
    assert open_cases() == ["parcel_lost_to_buyer"]
    order = stray.shipment.consignment.order
    told = order.timeline.filter(for_buyer=True).values_list("kind", flat=True)
    assert "parcel_given_up" in told
    with pytest.raises(Refused, match="decided already"):
        accept_found_parcel(parcel=stray, bag=bag, by=OPERATOR) if not damaged else set_parcel_aside(
            parcel=stray, waybill=waybill, fate=Act.HELD, reason="Wait", by=OPERATOR
        )


def test_a_shipment_is_returned_only_when_all_its_parcels_are_sent_back() -> None:
    first = a_parcel(2)
    second = first.shipment.parcels.get(position=2)
    waybill = arrived(first, second)
    for parcel in (first, second):
        assert fresh(parcel).shipment.status == "dispatched"
        deconsolidate_parcel(waybill=waybill, code=parcel.tracking_number, by=OPERATOR, damaged=True)
        set_parcel_aside(parcel=parcel, waybill=waybill, fate=Act.RETURNED, reason="Wet", by=OPERATOR)
    assert fresh(first).shipment.status == "returned"
    assert money_of(first.shipment.consignment.order).can_refund


def test_given_up_at_one_hub_it_does_not_go_on_from_another() -> None:
    stray = a_parcel()
    waybill, _bag = found(stray)
    set_parcel_aside(parcel=stray, waybill=waybill, fate=Act.RETURNED, reason="Mouldy", by=OPERATOR)
    other = a_waybill("00076543213")
    bag = a_bag(other)
    MasterWaybill.objects.filter(pk=other.pk).update(status="arrived")
    deconsolidate_parcel(waybill=other, code=fresh(stray).tracking_number, by=OPERATOR)
    with pytest.raises(Refused, match="decided already"):
        accept_found_parcel(parcel=stray, bag=bag, by=OPERATOR)
    assert acts(stray)[-2:] == ["returned", "unexpected"]


def test_scanned_by_mistake_it_waits_for_its_bag_as_before_and_the_buyer_hears_nothing() -> None:
    stray = a_parcel()
    order = stray.shipment.consignment.order
    Shipment.objects.filter(pk=stray.shipment_id).update(clearance="pending")
    status, told = Order.objects.get(pk=order.pk).status, order.timeline.filter(for_buyer=True).count()
    waybill, bag = found(stray)
    scans = [undo_found_scan(parcel=stray, waybill=waybill, by=OPERATOR) for _ in range(2)]
    row = fresh(stray)
    assert (scans[0], acts(stray)) == (scans[1], ["unexpected", "mistaken"])
    assert (row.shipment.status, row.bag, Order.objects.get(pk=order.pk).status) == ("packed", None, status)
    assert open_cases() == []
    assert order.timeline.filter(for_buyer=True).count() == told
    assert stray in waiting_parcels()
    with pytest.raises(Refused) as refused:
        accept_found_parcel(parcel=stray, bag=bag, by=OPERATOR)
    assert refused.value.code == "not_in_the_bin"
    deconsolidate_parcel(waybill=waybill, code=stray.tracking_number, by=OPERATOR)
    assert (acts(stray)[-1], open_cases()) == ("unexpected", ["parcel_unexpected"])


def test_what_was_decided_in_the_bin_is_not_undone() -> None:
    stray = a_parcel()
    waybill, bag = found(stray)
    accept_found_parcel(parcel=stray, bag=bag, by=OPERATOR)
    with pytest.raises(Refused, match="decided already"):
        undo_found_scan(parcel=stray, waybill=waybill, by=OPERATOR)
    assert acts(stray) == ["unexpected", "moved"]


def test_a_fate_needs_a_reason() -> None:
    stray = a_parcel()
    waybill, _bag = found(stray)
    with pytest.raises(Refused, match="Say why"):
        set_parcel_aside(parcel=stray, waybill=waybill, fate=Act.DESTROYED, reason=" ", by=OPERATOR)

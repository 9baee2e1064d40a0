"""Otto packs into suggested boxes, compares carriers, closes the day and orders the van."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.fulfilment.models import BoxType, Manifest, Parcel, ParcelLine, Pickup, Shipment
from entrepot.apps.fulfilment.services.pack_shipment import ParcelSpec, pack_shipment
from entrepot.apps.fulfilment.services.save_box_type import save_box_type
from entrepot.apps.lanes.models import Lane
from entrepot.domain.money import Money
from entrepot.domain.ports import Permanent
from entrepot.domain.quantity import Dimensions
from entrepot.kit.adapters import carrier_desks, carriers
from entrepot.kit.errors import Refused
from tests.factories.fulfilment import OPERATOR, a_confirmed_order, a_packed_shipment, the_lane
from tests.factories.inventory import stocked
from tests.web.backoffice.test_from_order_to_dispatch import CONSOLE, text_of

pytestmark = pytest.mark.django_db


def picked(quantity: int = 4, **attributes: object) -> Shipment:
    """Being picked, of cubes of 100 mm and 120 g, where the warehouse has a box for two and one for four."""
    level = stocked(9)
    variant = Variant.objects.get(pk=level.variant_id)
    variant.length_mm = variant.width_mm = variant.height_mm = 100
    variant.attributes = attributes
    variant.save()
    a_confirmed_order(level, quantity=quantity)
    shipment = Shipment.objects.get()
    for code, length, tare in (("TWO", 200, 50), ("FOUR", 400, 90)):
        save_box_type(
            warehouse=shipment.warehouse, code=code, inner=Dimensions(length, 100, 100), wall_mm=2,
            tare_g=tare, max_weight_g=5_000, cost=Money.of("0.50", "GBP"),
        )  # fmt: skip
    return shipment


def start(console: Client, shipment: Shipment) -> str:
    return text_of(console.post(f"{CONSOLE}/shipments/{shipment.number}/steps/start_picking/", follow=True))


def test_the_suggested_box_is_drawn_and_fills_the_form(console: Client) -> None:
    shipment = picked()
    shown = start(console, shipment)
    assert "Suggested boxes" in shown
    assert "404 × 104 × 104 mm" in shown
    assert 'name="parcels-0-weight_g" value="570"' in shown  # four of 120 g and the box of 90 g
    assert 'value="40.4"' in shown
    assert shown.count('fill-opacity="0.12"') == 4


def test_a_parcel_limit_divides_the_goods_and_says_what_lies_where(console: Client) -> None:
    the_lane(max_weight_g=400)
    shipment = picked()
    start(console, shipment)
    line = shipment.lines.get()
    form = {
        "parcels-TOTAL_FORMS": "2", "parcels-INITIAL_FORMS": "2", "parcels-0-weight_g": "290",
        "parcels-0-box": "TWO", f"parcels-0-units_{line.pk}": "2", "parcels-1-weight_g": "295",
        "parcels-1-box": "TWO", f"parcels-1-units_{line.pk}": "2",
    }  # fmt: skip
    short = console.post(
        f"{CONSOLE}/shipments/{shipment.number}/pack/", form | {f"parcels-1-units_{line.pk}": "1"}
    )
    assert short.status_code == 422
    assert "4 units, not 3" in text_of(short)
    assert not Parcel.objects.exists()
    console.post(f"{CONSOLE}/shipments/{shipment.number}/pack/", form)
    assert list(Parcel.objects.order_by("position").values_list("weight_g", "box")) == [
        (290, "TWO"), (295, "TWO"),
    ]  # fmt: skip
    assert list(ParcelLine.objects.values_list("quantity", flat=True)) == [2, 2]


def test_several_parcels_without_contents_are_refused() -> None:
    a_confirmed_order(stocked(9), quantity=2)
    shipment = Shipment.objects.get()
    shipment.status = "picking"
    shipment.save()
    with pytest.raises(Refused) as refused:
        pack_shipment(shipment=shipment, parcels=[ParcelSpec(100), ParcelSpec(100)], by=OPERATOR)
    assert refused.value.code == "contents_missing"


def test_a_third_battery_in_one_airmail_parcel_is_refused_with_its_rule(console: Client) -> None:
    the_lane(channel="post", legs=[{"kind": "line_haul", "transport": "air", "days": {
        "min": "1", "mode": "2", "max": "3", "source": "assumption"}}])  # fmt: skip
    shipment = picked(3, dangerous_goods="UN3481", watt_hours=5)
    shown = start(console, shipment)
    assert shown.count('class="border border-line"') == 2  # two parcels: two devices and one
    refused = console.post(
        f"{CONSOLE}/shipments/{shipment.number}/pack/",
        {"parcels-TOTAL_FORMS": "1", "parcels-INITIAL_FORMS": "1", "parcels-0-weight_g": "500"},
    )
    assert refused.status_code == 422
    assert "at most two batteries a parcel" in text_of(refused)
    assert not Parcel.objects.exists()


def test_a_battery_by_itself_never_goes_by_air() -> None:
    the_lane(legs=[{"kind": "line_haul", "transport": "air", "days": {
        "min": "1", "mode": "2", "max": "3", "source": "assumption"}}])  # fmt: skip
    shipment = picked(1, dangerous_goods="UN3480", watt_hours=37)
    shipment.status = "picking"
    shipment.save()
    with pytest.raises(Refused, match="PI 965") as refused:
        pack_shipment(shipment=shipment, parcels=[ParcelSpec(200)], by=OPERATOR)
    assert refused.value.code == "dangerous_goods"


def test_rates_are_compared_and_the_chosen_service_carries(
    console: Client, settle: Callable[[], int]
) -> None:
    shipment = picked(1)
    start(console, shipment)
    form = {"parcels-TOTAL_FORMS": "1", "parcels-INITIAL_FORMS": "1", "parcels-0-weight_g": "200"}
    shown = text_of(console.post(f"{CONSOLE}/shipments/{shipment.number}/pack/", form | {"rates": "1"}))
    assert 'value="simcarrier:express"' in shown
    assert 'value="simcarrier:standard" checked' in shown
    assert "as planned" in shown
    assert not Parcel.objects.exists()
    console.post(f"{CONSOLE}/shipments/{shipment.number}/pack/", form | {"carried_by": "simcarrier:express"})
    settle()
    parcel = Parcel.objects.get()
    assert (parcel.carrier, parcel.service) == ("simcarrier", "express")
    assert carriers["simcarrier"].parcels[parcel.tracking_number].booking.service == "express"  # type: ignore[attr-defined]
    assert Lane.objects.get().service == "standard"


def test_a_carrier_that_is_not_connected_cannot_be_chosen(console: Client) -> None:
    shipment = picked(1)
    start(console, shipment)
    form = {"parcels-TOTAL_FORMS": "1", "parcels-INITIAL_FORMS": "1", "parcels-0-weight_g": "200"}
    refused = console.post(
        f"{CONSOLE}/shipments/{shipment.number}/pack/", form | {"carried_by": "nobody:express"}
    )
    assert refused.status_code == 422
    assert "This carrier is not connected" in text_of(refused)


def test_the_day_is_closed_once_and_its_sheet_lists_the_parcels(
    console: Client, settle: Callable[[], int]
) -> None:
    shipment = a_packed_shipment(parcels=2)
    settle()
    assert "Packed, on no manifest" in text_of(console.get(f"{CONSOLE}/handover/"))
    place = {"warehouse": shipment.warehouse.code, "carrier": "simcarrier"}
    console.post(f"{CONSOLE}/handover/manifests/", place)
    again = text_of(console.post(f"{CONSOLE}/handover/manifests/", place, follow=True))
    assert "No parcel waits for this carrier." in again
    settle()
    made = Manifest.objects.get()
    assert (made.reference, made.parcels.count()) == ("MEMM1", 2)
    sheet = console.get(f"{CONSOLE}/handover/manifests/{made.number}.pdf")
    assert sheet.content[:4] == b"%PDF"


def test_a_refused_manifest_frees_its_parcels(console: Client, settle: Callable[[], int]) -> None:
    shipment = a_packed_shipment()
    settle()
    desk = carrier_desks["simcarrier"]
    desk._carrier.fail_next(Permanent("the depot is closed", code="closed"))  # type: ignore[attr-defined]
    place = {"warehouse": shipment.warehouse.code, "carrier": "simcarrier"}
    console.post(f"{CONSOLE}/handover/manifests/", place)
    settle()
    assert (Manifest.objects.get().error, Parcel.objects.get().manifest) == ("the depot is closed", None)
    assert "the depot is closed" in text_of(console.get(f"{CONSOLE}/handover/"))


def test_a_van_is_ordered_and_called_off(console: Client, settle: Callable[[], int]) -> None:
    shipment = a_packed_shipment()
    settle()
    tomorrow = (timezone.now() + timedelta(days=1)).date().isoformat()
    wish = {
        "warehouse": shipment.warehouse.code, "carrier": "simcarrier", "day": tomorrow, "ready": "14:00",
        "closes": "14:30", "parcels": "1", "weight_g": "400",
    }  # fmt: skip
    short = console.post(f"{CONSOLE}/handover/pickups/", wish)
    assert (short.status_code, "an hour or more" in text_of(short)) == (422, True)
    console.post(f"{CONSOLE}/handover/pickups/", wish | {"closes": "17:00"})
    settle()
    pickup = Pickup.objects.get()
    assert (pickup.reference, pickup.error) == ("MEMP1", "")
    console.post(f"{CONSOLE}/handover/pickups/{pickup.pk}/cancel/")
    settle()
    desk = carrier_desks["simcarrier"]
    assert desk.cancelled == {"MEMP1"}  # type: ignore[attr-defined]
    assert "called off" in text_of(console.get(f"{CONSOLE}/handover/"))


def test_a_box_is_written_down_and_a_wrong_one_refused(console: Client) -> None:
    shipment = a_packed_shipment()
    address = f"{CONSOLE}/warehouses/{shipment.warehouse.code}/boxes/"
    box = {
        "code": "M", "length_mm": "350", "width_mm": "250", "height_mm": "180", "wall_mm": "4",
        "tare_g": "220", "max_weight_g": "220", "cost": "0.62", "currency": "GBP", "is_active": "on",
    }  # fmt: skip
    assert "weighs more empty" in text_of(console.post(address, box))
    console.post(address, box | {"max_weight_g": "12000"})
    made = BoxType.objects.get()
    assert (made.outer, made.cost_amount) == (Dimensions(358, 258, 188), Decimal("0.62"))
    assert 'value="350"' in text_of(console.get(f"{address}?box=M"))

"""An operator's day: find the order, pick, pack, hand over."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.inventory.models import StockLevel
from entrepot.domain.lifecycles import SHIPMENT
from entrepot.kit.models import StatusChange
from tests.factories.checkout import LONDON
from tests.factories.fulfilment import a_confirmed_order, a_packed_shipment, the_lane
from tests.factories.inventory import stocked

CONSOLE = "/en/console"


def text_of(response: Any) -> str:
    return str(response.content.decode())


def packing(*weights: str, **more: str) -> dict[str, str]:
    data = {"parcels-TOTAL_FORMS": str(len(weights)), "parcels-INITIAL_FORMS": "0"}
    for index, weight in enumerate(weights):
        data[f"parcels-{index}-weight_g"] = weight
    return {**data, **more}


def test_an_order_within_the_country_is_picked_packed_and_dispatched(
    console: Client, settle: Callable[[], int]
) -> None:
    level = stocked(5)
    order = a_confirmed_order(
        level, quantity=2, consignment={"crosses_border": False},
        address=LONDON,
    )  # fmt: skip
    number = Shipment.objects.get().number

    listed = text_of(console.get(f"{CONSOLE}/orders/?q={order.number}"))
    assert order.number in listed
    assert "Ours: Pick the goods" in listed
    assert "Start picking" in text_of(console.get(f"{CONSOLE}/orders/{order.number}/"))

    picking = console.post(f"{CONSOLE}/shipments/{number}/steps/start_picking/", follow=True)
    assert 'value="240"' in text_of(picking)  # two pieces of 120 g gross

    console.post(f"{CONSOLE}/shipments/{number}/pack/", packing("260"))
    settle()
    assert Parcel.objects.get().weight_g == 260
    assert Parcel.objects.get().tracking_number

    console.post(f"{CONSOLE}/shipments/{number}/steps/dispatch_shipment/")
    assert Shipment.objects.get().status == "dispatched"
    level = StockLevel.objects.get(pk=level.pk)
    assert (level.on_hand, level.reserved) == (3, 0)
    assert "Carrier: The carrier delivers" in text_of(console.get(f"{CONSOLE}/orders/"))


def test_a_second_click_changes_nothing_and_is_told(console: Client) -> None:
    a_confirmed_order()
    number = Shipment.objects.get().number
    step = f"{CONSOLE}/shipments/{number}/steps/start_picking/"
    console.post(step)
    again = console.post(step, follow=True)
    assert again.status_code == 200
    assert "That step has been taken already" in text_of(again)
    assert StatusChange.objects.filter(lifecycle=SHIPMENT.name, new="picking").count() == 1


def test_a_parcel_waiting_for_customs_cannot_be_handed_over_and_the_button_says_why(
    console: Client, settle: Callable[[], int]
) -> None:
    shipment = a_packed_shipment()
    settle()
    shown = text_of(console.get(f"{CONSOLE}/shipments/{shipment.number}/"))
    assert "Customs has not answered yet." in shown
    assert "disabled" in shown
    refused = console.post(f"{CONSOLE}/shipments/{shipment.number}/steps/dispatch_shipment/", follow=True)
    assert refused.status_code == 200
    assert "Customs has not answered yet." in text_of(refused)
    assert Shipment.objects.get().status == "packed"


def test_each_faulty_parcel_is_named_and_what_was_entered_stays(console: Client) -> None:
    the_lane(max_weight_g=1000)
    a_confirmed_order()
    number = Shipment.objects.get().number
    console.post(f"{CONSOLE}/shipments/{number}/steps/start_picking/")
    refused = console.post(f"{CONSOLE}/shipments/{number}/pack/", packing("500", "1500"))
    assert refused.status_code == 422
    shown = text_of(refused)
    assert "This lane carries parcels up to 1000 g." in shown
    assert 'value="1500"' in shown
    assert Shipment.objects.get().status == "picking"
    assert not Parcel.objects.exists()


def test_half_measured_parcels_are_refused(console: Client) -> None:
    a_confirmed_order()
    number = Shipment.objects.get().number
    console.post(f"{CONSOLE}/shipments/{number}/steps/start_picking/")
    form = packing("500", **{"parcels-0-length_cm": "30.5"})
    assert "Measure all three sides" in text_of(console.post(f"{CONSOLE}/shipments/{number}/pack/", form))
    whole = {**form, "parcels-0-width_cm": "20", "parcels-0-height_cm": "10"}
    console.post(f"{CONSOLE}/shipments/{number}/pack/", whole)
    parcel = Parcel.objects.get()
    assert (parcel.length_mm, parcel.width_mm, parcel.height_mm) == (305, 200, 100)


def test_one_more_parcel_keeps_what_was_entered_and_packs_nothing(console: Client) -> None:
    a_confirmed_order()
    number = Shipment.objects.get().number
    console.post(f"{CONSOLE}/shipments/{number}/steps/start_picking/")
    grown = text_of(console.post(f"{CONSOLE}/shipments/{number}/pack/", packing("333", more="1")))
    assert 'value="333"' in grown
    assert 'name="parcels-1-weight_g"' in grown
    assert not Parcel.objects.exists()

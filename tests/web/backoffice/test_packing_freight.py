"""Otto packs freight on pallets, and many boxes at once."""

import pytest
from django.test import Client

from entrepot.apps.fulfilment.models import BoxType, Parcel, Shipment, ShipmentLine
from entrepot.apps.fulfilment.services.save_box_type import save_box_type
from entrepot.domain.money import Money
from entrepot.domain.quantity import Dimensions
from entrepot.kit.errors import Refused
from tests.factories.fulfilment import the_lane
from tests.factories.inventory import stocked
from tests.web.backoffice.test_from_order_to_dispatch import CONSOLE
from tests.web.backoffice.test_packing_and_handing_over import picked, start

pytestmark = pytest.mark.django_db


def a_pallet(shipment: Shipment, cost: str) -> None:
    save_box_type(
        warehouse=shipment.warehouse, code="EUR pallet", inner=Dimensions(1200, 800, 1456), wall_mm=0,
        deck_mm=144, tare_g=25_000, max_weight_g=1_200_000, cost=Money.of(cost, "GBP"),
    )  # fmt: skip


def test_freight_is_put_on_a_pallet_and_the_form_holds_all_of_it(console: Client) -> None:
    the_lane(channel="freight", max_weight_g=1_000_000)
    shipment = picked(4)
    a_pallet(shipment, "12.00")
    shown = start(console, shipment)
    # One layer of cubes of 100 mm on a deck of 144 mm; four of 120 g and the pallet of 25 kg.
    assert "1200 × 800 × 244 mm" in shown
    assert 'name="parcels-0-weight_g" value="25480"' in shown
    assert "Freight for all of them as one consignment" in shown
    assert '<option value="EUR pallet" selected>' in shown


def test_parcels_are_never_put_on_a_pallet(console: Client) -> None:
    shipment = picked(4)
    a_pallet(shipment, "0")
    assert "404 × 104 × 104 mm" in start(console, shipment)


def test_every_suggested_box_is_in_the_form_beyond_twenty(console: Client) -> None:
    the_lane(max_weight_g=400)
    shipment = picked(9)
    ShipmentLine.objects.update(quantity=44)
    shown = start(console, shipment)
    assert 'name="parcels-TOTAL_FORMS" value="22"' in shown
    line = shipment.lines.get()
    form = {"parcels-TOTAL_FORMS": "22", "parcels-INITIAL_FORMS": "22"}
    for at in range(22):
        form |= {f"parcels-{at}-weight_g": "290", f"parcels-{at}-units_{line.pk}": "2"}
    console.post(f"{CONSOLE}/shipments/{shipment.number}/pack/", form)
    assert Parcel.objects.count() == 22


def test_a_pallet_with_walls_is_refused() -> None:
    warehouse = stocked(1).warehouse
    with pytest.raises(Refused, match="A pallet has no walls"):
        save_box_type(
            warehouse=warehouse, code="P", inner=Dimensions(1200, 800, 1000), wall_mm=3, deck_mm=144,
            tare_g=25_000, max_weight_g=500_000, cost=Money.of("12.00", "GBP"),
        )  # fmt: skip


def test_a_pallet_is_written_down_with_its_deck(console: Client) -> None:
    warehouse = stocked(1).warehouse
    form = {
        "code": "EUR pallet", "length_mm": "1200", "width_mm": "800", "height_mm": "1456", "wall_mm": "0",
        "deck_mm": "144", "tare_g": "25000", "max_weight_g": "1200000", "cost": "12.00", "currency": "GBP",
        "is_active": "on",
    }  # fmt: skip
    answer = console.post(f"{CONSOLE}/warehouses/{warehouse.code}/boxes/", form)
    assert answer.status_code == 302
    pallet = BoxType.objects.get()
    assert (pallet.is_pallet, pallet.max_weight_g, pallet.outer) == (
        True, 1_200_000, Dimensions(1200, 800, 1600),
    )  # fmt: skip

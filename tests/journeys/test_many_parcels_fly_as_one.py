"""Consolidated: bought, packed, bagged, declared, flown under one waybill, taken apart, delivered locally."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.fulfilment.models import Bag, MasterWaybill, Parcel, Shipment
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.lanes.models import Lane
from entrepot.apps.orders.models import Order
from tests.factories.checkout import an_article
from tests.factories.inventory import a_warehouse
from tests.factories.lanes import a_lane
from tests.factories.pools import a_pool
from tests.journeys.conftest import World
from tests.journeys.people import Amara, Otto


@pytest.fixture(autouse=True)
def the_books_are_right_at_the_end(world: World) -> Any:
    yield
    call_command("check_books")


def the_line(mode: str = "consolidated") -> Lane:
    """From Shenzhen to Germany, taken apart in Berlin, delivered by the simulated carrier."""
    lane = a_lane("cn-eu-air", "CN", ("DE", "FR"), mode=mode, currency="CNY", legs=[
        {"kind": "line_haul", "transport": "air", "days": {"min": "2", "mode": "3", "max": "4"}},
        {"kind": "last_mile", "carrier": "simcarrier", "service": "local",
         "days": {"min": "1", "mode": "2", "max": "3"}},
    ])  # fmt: skip
    config = {"stock": ["own"], "in_use": True, "legs": ["consolidate", "line_haul", "last_mile"],
              "declarations": {"export": None, "import": {"*": "H7"}}}  # fmt: skip
    if mode == "virtual_overseas_warehouse":
        config["identities"] = ["provisional", "local"]
    lane.mode.config = config
    lane.mode.save()
    Lane.objects.filter(pk=lane.pk).update(customs_port="hamburg")
    a_pool("line", role="provisional", country="", prefix="LX", suffix="CN")
    a_pool("berlin", role="local", country="DE", prefix="CE", suffix="DE")
    a_pool("airline", role="waybill", country="", carrier="testair", form="awb", prefix="000", suffix="",
           digits=7)  # fmt: skip
    a_pool("pallets", role="pallet", country="", carrier="own", form="sscc", prefix="00000000", suffix="",
           digits=9)  # fmt: skip
    return lane


def fan(stock: int = 10) -> Variant:
    shenzhen = a_warehouse("szx", "CN")
    return an_article("FAN", "10.00", stock=stock, warehouse=shenzhen,
                      customs_description="Folding fan of bamboo and silk")  # fmt: skip


def a_paid_parcel(world: World, otto: Otto, article: Variant) -> Order:
    amara = Amara(world)
    order = amara.orders({article: 1})
    amara.pays(order)
    otto.packs(Shipment.objects.get(consignment__order=order).number)
    return order


def a_waybill(otto: Otto, berlin: Warehouse) -> MasterWaybill:
    now = timezone.now()
    moments = {
        name: (now + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")
        for name, hours in (("cut_off", 10), ("departs_at", 14), ("arrives_at", 26))
    }
    otto.does("waybills/new/", origin=str(Warehouse.objects.get(code="szx").pk), hub=str(berlin.pk),
              flight="ZZ 101", airline="testair", max_weight_kg="100", **moments)  # fmt: skip
    return MasterWaybill.objects.get()


def test_two_orders_fly_under_one_waybill_and_arrive_under_local_numbers(world: World) -> None:
    article, berlin = fan(), a_warehouse("ber", "DE")
    the_line()
    otto = Otto(world)
    first, second = a_paid_parcel(world, otto, article), a_paid_parcel(world, otto, article)
    numbers = list(Parcel.objects.order_by("pk").values_list("tracking_number", flat=True))
    assert [number[:2] + number[-2:] for number in numbers] == ["LXCN", "LXCN"]
    shipment = Shipment.objects.get(consignment__order=first)
    assert shipment.clearance == "released"  # declared and answered before anything flies

    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    shipment.refresh_from_db()
    assert shipment.status == "packed"  # it leaves with its waybill only

    waybill = a_waybill(otto, berlin)
    assert waybill.number.startswith("000")
    otto.does(f"waybills/{waybill.number}/bags/new/")
    bag = Bag.objects.get()
    for number in numbers:
        assert number in otto.does(f"bags/{bag.number}/", code=number)
    otto.does(f"waybills/{waybill.number}/steps/close/")
    otto.does(f"waybills/{waybill.number}/steps/depart/")
    for order in (first, second):
        order.refresh_from_db()
        assert order.status == "shipped"
    assert "Departed by air" in Amara(world).reads(first)

    otto.does(f"waybills/{waybill.number}/steps/arrive/")
    for number in numbers:
        otto.does(f"waybills/{waybill.number}/deconsolidate/", code=number)
    otto.does(f"waybills/{waybill.number}/steps/finish/")
    waybill.refresh_from_db()
    assert waybill.status == "deconsolidated"
    locals_ = list(Parcel.objects.order_by("pk").values_list("tracking_number", flat=True))
    assert [number[:2] + number[-2:] for number in locals_] == ["CEDE", "CEDE"]
    page = Amara(world).reads(first)
    assert numbers[0] in page
    assert locals_[0] in page

    for number in locals_:
        world.carrier.deliver(number)
    world.comes_to_rest()
    for order in (first, second):
        order.refresh_from_db()
        assert order.status == "delivered"
        assert not order.cases.exclude(status="resolved").exists()


def test_a_virtual_overseas_warehouse_says_where_its_goods_are(world: World) -> None:
    article, berlin = fan(), a_warehouse("ber", "DE")
    the_line("virtual_overseas_warehouse")
    otto = Otto(world)
    order = a_paid_parcel(world, otto, article)
    parcel = Parcel.objects.get()
    local = parcel.numbers.get(role="local").number
    assert local[:2] + local[-2:] == "CEDE"  # the destination's number, before anything has left
    page = Amara(world).reads(order)
    assert local in page
    assert "Has your parcel now" not in page  # we hold it, nobody else

    waybill = a_waybill(otto, berlin)
    otto.does(f"waybills/{waybill.number}/bags/new/")
    otto.does(f"bags/{Bag.objects.get().number}/", code=local)
    assert local in otto.reads(f"waybills/{waybill.number}/manifest.csv")
    assert otto.reads(f"waybills/{waybill.number}/").count("Pull off") == 0  # nothing keeps it on the ground
    for step in ("close", "depart", "arrive"):
        otto.does(f"waybills/{waybill.number}/steps/{step}/")
    otto.does(f"waybills/{waybill.number}/deconsolidate/", code=parcel.tracking_number)
    parcel.refresh_from_db()
    assert parcel.tracking_number == local
    world.carrier.deliver(local)
    world.comes_to_rest()
    order.refresh_from_db()
    assert order.status == "delivered"
    assert "Berlin" in order.address["city"]

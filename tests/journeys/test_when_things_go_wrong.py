"""What happens when somebody says no, asks back, pays late or not at all."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from entrepot.apps.customs.models import Declaration
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.orders.services.cancel_order import cancel_order
from entrepot.apps.payments.queries import paid_amount, refunded_amount
from entrepot.apps.payments.services.expire_payments import expire_payments
from entrepot.apps.purchasing.models import DropshipOrder
from tests.factories.checkout import an_article
from tests.factories.inventory import a_supplier_warehouse
from tests.factories.lanes import a_lane
from tests.factories.suppliers import an_offer
from tests.journeys.conftest import World
from tests.journeys.people import Amara, Otto, Sana


@pytest.fixture(autouse=True)
def the_books_are_right_at_the_end(world: World) -> Any:
    """Whatever went wrong: stock, ledger and orders still agree."""
    yield
    call_command("check_books")


def tea(stock: int = 10) -> Any:
    return an_article("TEA", "10.00", stock=stock, customs_description="Green tea in bags, 120 g")


def test_customs_asks_back_otto_answers_and_the_parcel_goes_on(world: World) -> None:
    amara, otto = Amara(world), Otto(world)
    order = amara.orders({tea(): 1})
    amara.pays(order)
    world.customs.next_outcomes.append("query")
    shipment = Shipment.objects.get()
    otto.packs(shipment.number)
    declaration = Declaration.objects.get()
    assert declaration.status == "query"
    assert order.number in otto.reads("exceptions/")

    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    assert Shipment.objects.get().status == "packed"  # held: nothing leaves while customs waits

    otto.does(f"declarations/{declaration.reference}/answer/", answer="Leaf tea of China, for drinking")
    assert Declaration.objects.get().status == "released"
    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    world.carrier.deliver(Parcel.objects.get().tracking_number)
    world.comes_to_rest()
    order.refresh_from_db()
    assert order.status == "delivered"
    assert not order.cases.exclude(status="resolved").exists()


def test_a_supplier_refuses_and_the_buyer_gets_the_money_back(world: World) -> None:
    warehouse = a_supplier_warehouse("silk-road", "CN")
    a_lane("cn-eu", "CN", ("DE", "FR"))
    fan = an_article("FAN", "8.00", warehouse=warehouse, customs_description="Folding fan of silk")
    an_offer(fan, warehouse.supplier)
    amara, otto, sana = Amara(world), Otto(world), Sana(world, warehouse.supplier)
    order = amara.orders({fan: 2})
    amara.pays(order)
    dropship = DropshipOrder.objects.get()

    sana.does(f"orders/{dropship.number}/refuse/", reason="The silk arrived damaged")
    assert DropshipOrder.objects.get().status == "refused"
    assert StockLevel.objects.get().reserved == 0
    assert "silk arrived damaged" in otto.reads("exceptions/")

    otto.does(f"orders/{order.number}/consignments/1/cancel/", reason="Our supplier could not deliver")
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert refunded_amount(order) == paid_amount(order) == order.total
    assert "Our supplier could not deliver" in amara.reads(order)


def test_an_unpaid_order_ends_and_its_stock_is_free_again(world: World) -> None:
    order = Amara(world).orders({tea(stock=3): 3})
    assert StockLevel.objects.get().available == 0
    expire_payments(now=timezone.now() + timedelta(hours=2))
    world.comes_to_rest()
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert StockLevel.objects.get().available == 3


def test_money_that_comes_too_late_for_the_last_piece_goes_back(world: World) -> None:
    last = tea(stock=1)
    late, quick = Amara(world), Amara(world)
    missed = late.orders({last: 1})
    reference = missed.payments.get().provider_reference
    cancel_order(order=missed, by="system", why="not paid in time")
    world.comes_to_rest()
    bought = quick.orders({last: 1})
    quick.pays(bought)
    assert bought.status == "confirmed"

    world.payments.pay(reference)
    world.comes_to_rest()
    missed.refresh_from_db()
    assert missed.status == "cancelled"
    assert refunded_amount(missed) == missed.total
    assert StockLevel.objects.get().reserved == 1


def test_a_basket_from_two_places_becomes_two_consignments_and_one_order(world: World) -> None:
    warehouse = a_supplier_warehouse("silk-road", "CN")
    a_lane("cn-eu", "CN", ("DE", "FR"))
    fan = an_article("FAN", "8.00", warehouse=warehouse, customs_description="Folding fan of silk")
    an_offer(fan, warehouse.supplier)
    amara, otto, sana = Amara(world), Otto(world), Sana(world, warehouse.supplier)
    order = amara.orders({fan: 1, tea(): 2})
    amara.pays(order)
    assert sorted(order.consignments.values_list("ships_from", "mode")) == [
        ("CN", "dropship"),
        ("GB", "direct_mail"),
    ]

    number = DropshipOrder.objects.get().number
    sana.does(f"orders/{number}/accept/")
    sana.does(f"orders/{number}/book/", weight_g="300")
    sana.does(f"orders/{number}/hand-over/")
    own = Shipment.objects.get(consignment__supplier="")
    otto.packs(own.number)
    otto.does(f"shipments/{own.number}/steps/dispatch_shipment/")

    for parcel in Parcel.objects.all():
        world.carrier.deliver(parcel.tracking_number)
        world.comes_to_rest()
    order.refresh_from_db()
    assert order.status == "delivered"
    assert "Delivered" in amara.reads(order)
    assert "已送达" in amara.reads(order, "zh-hans")


def test_a_payment_that_fails_can_be_tried_again(world: World) -> None:
    amara = Amara(world)
    order = amara.orders({tea(): 1})
    world.payments.fail(order.payments.get().provider_reference)
    world.comes_to_rest()
    order.refresh_from_db()
    assert order.status == "awaiting_payment"
    amara.browser.post(f"/en/orders/{order.token}/pay/")
    amara.pays(order)
    assert order.status == "confirmed"
    assert paid_amount(order) == order.total

"""Collecting in a shop: chosen at checkout, handed over by a code, kept for a week."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.services.expire_pick_ups import expire_pick_ups
from entrepot.apps.inventory.models import StockLevel, Warehouse
from entrepot.apps.lanes.models import FulfilmentMode
from entrepot.apps.notices.models import Notice
from entrepot.apps.orders.models import Order
from tests.factories.checkout import an_article
from tests.factories.inventory import a_warehouse, stocked
from tests.factories.lanes import a_lane
from tests.journeys.conftest import World
from tests.journeys.people import Amara, Otto, page_of, paper_of

TO_LONDON = {
    "email": "amara@buyer.example", "name": "Amara Bird", "line1": "1 Example Street", "city": "London",
    "postcode": "SW1A 1AA", "country": "GB", "company": "", "line2": "", "region": "", "phone": "",
}  # fmt: skip
COLLECT = {"choice-pick-up": "shop"}
CONFIG = {
    "stock": ["store"], "legs": ["pick", "hand_over"], "declarations": {"export": {}, "import": {}},
    "papers": ["pick_up_note"], "promise": "opening_hours", "in_use": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def the_books_are_right_at_the_end(world: World) -> Any:
    yield
    call_command("check_books")


@pytest.fixture
def tea(world: World) -> Variant:
    """Five pieces in London's shop and ten in the warehouse."""
    shop = a_warehouse("shop", "GB", "store")
    Warehouse.objects.filter(pk=shop.pk).update(
        opening_hours={"en": "Mon to Sat 10:00-19:00"}, address={"line1": "9 Market", "city": "London"}
    )
    FulfilmentMode.objects.create(code="store_pickup", name={"en": "Store pick-up"}, config=CONFIG)
    a_lane("gb-pickup", "GB", ("GB",), mode="store_pickup", bands=((30_000, "0.00"),), carrier="counter",
           min_days=0, max_days=1)  # fmt: skip
    variant = an_article("TEA", stock=5, warehouse=shop)
    stocked(10, variant=variant)
    return variant


def collected(world: World, tea: Variant) -> tuple[Amara, Otto, Order, Parcel]:
    """Bought, paid, packed and put at the counter."""
    amara, otto = Amara(world), Otto(world)
    order = amara.orders({tea: 2}, {**TO_LONDON, **COLLECT})
    amara.pays(order)
    number = Shipment.objects.get(consignment__order=order).number
    otto.packs(number)
    otto.does(f"shipments/{number}/steps/dispatch_shipment/")
    return amara, otto, order, Parcel.objects.get(shipment__number=number)


def test_a_buyer_collects_in_the_shop_by_code(world: World, tea: Variant) -> None:
    amara, otto, order, parcel = collected(world, tea)
    assert (order.shipping_amount, order.duty_amount) == (0, 0)
    consignment = order.consignments.get()
    assert (consignment.warehouse, consignment.mode, consignment.crosses_border) == (
        "shop", "store_pickup", False,
    )  # fmt: skip
    assert StockLevel.objects.get(warehouse__code="shop").on_hand == 3
    assert StockLevel.objects.get(warehouse__code="lhr").on_hand == 10
    shown = amara.reads(order)
    assert parcel.tracking_number in shown
    assert '<span class="qr-code" role="img"' in shown
    assert "Mon to Sat 10:00-19:00" in shown
    assert "Your move: collect your goods" in shown
    assert "The buyer collects the goods" in otto.reads(f"orders/{order.number}/")
    assert Notice.objects.filter(kind="tracking.available_for_pickup").exists()

    assert parcel.tracking_number not in otto.reads("store-pick-ups/")
    code = f"{parcel.tracking_number[:4].lower()} {parcel.tracking_number[4:]}"
    asked = otto.does("store-pick-ups/", code=code)
    for said in ("Give these goods", "Amara Bird", order.number, "TEA"):
        assert said in asked, said
    order.refresh_from_db()
    assert order.status == "shipped"
    otto.does("store-pick-ups/", code=code, confirmed="1")
    order.refresh_from_db()
    assert order.status == "delivered"
    again = otto.browser.post("/en/console/store-pick-ups/", {"code": code})
    assert again.status_code == 422
    assert "collected already" in page_of(again)


def test_the_code_is_the_buyers_and_the_story_speaks_of_the_shop(world: World, tea: Variant) -> None:
    amara, otto, order, parcel = collected(world, tea)
    number = parcel.shipment.number
    for address in (f"shipments/{number}/", f"orders/{order.number}/"):
        shown = otto.reads(address)
        assert parcel.tracking_number not in shown
        assert f"••••{parcel.tracking_number[-2:]}" in shown
    story = amara.reads(order)
    assert "Your goods are at the counter of the shop." in story
    assert "Ready at the shop" in story
    for wrong in ("on its way", "On its way", "(counter)", "Expected ", "Promised between"):
        assert wrong not in story, wrong
    assert not Notice.objects.filter(kind="shipment_dispatched").exists()


def test_the_note_beside_the_goods_says_whose_they_are_and_not_the_code(world: World, tea: Variant) -> None:
    _amara, otto, order, parcel = collected(world, tea)
    number = parcel.shipment.number
    assert "Pick-up note" in otto.reads(f"shipments/{number}/")
    note = paper_of(otto.browser.get(f"/en/console/shipments/{number}/papers/pick_up_note/"))
    for said in ("Pick-up note", order.number, number, "Amara Bird", "9 Market", "Kept for 7 days", "TEA"):
        assert said in note, (said, note)
    assert parcel.tracking_number not in note
    refused = otto.browser.get(f"/en/console/shipments/{number}/papers/bonded_release_list/", follow=True)
    assert "needs no such paper" in page_of(refused)


def test_nobody_gets_anything_for_a_wrong_code(world: World, tea: Variant) -> None:
    _amara, otto, order, parcel = collected(world, tea)
    for wrong in ("AAAAAAAA", "", parcel.tracking_number[:-1]):
        assert otto.browser.post("/en/console/store-pick-ups/", {"code": wrong}).status_code == 422
    order.refresh_from_db()
    assert order.status == "shipped"


def test_what_nobody_collects_in_a_week_becomes_a_case_and_its_code_opens_nothing(
    world: World, tea: Variant
) -> None:
    _amara, otto, order, parcel = collected(world, tea)
    now = timezone.now()
    assert expire_pick_ups(now=now + timedelta(days=6)) == 0
    assert expire_pick_ups(now=now + timedelta(days=8)) == 1
    assert expire_pick_ups(now=now + timedelta(days=9)) == 0
    case = order.cases.get()
    assert (case.kind, case.owner, case.facts["remedy"]) == (
        "parcel_exception", "operator", "receive_and_refund",
    )  # fmt: skip
    refused = otto.browser.post("/en/console/store-pick-ups/", {"code": parcel.tracking_number})
    assert "time to collect is over" in page_of(refused)


def test_who_is_delivered_to_gets_nothing_from_the_shops_shelf(world: World, tea: Variant) -> None:
    amara = Amara(world)
    order = amara.orders({tea: 2}, TO_LONDON)
    assert order.consignments.get().warehouse == "lhr"
    assert order.shipping_amount > 0
    # Six pieces lie nowhere but in the warehouse: the shop has five.
    browser = Amara(world).browser
    browser.post("/en/ship-to/", {"country": "GB", "currency": ""})
    line = {"variant_id": tea.pk, "sku": tea.sku, "slug": tea.product.slug, "quantity": 6}
    browser.post("/en/cart/add/", line)
    shown = browser.post("/en/checkout/", {**TO_LONDON, **COLLECT}, follow=True)
    assert 'name="quote"' not in page_of(shown)
    assert "I collect it" in page_of(shown)

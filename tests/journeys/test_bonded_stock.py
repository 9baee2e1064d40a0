"""Bonded stock (1210): into the zone, into the book, sold, released parcel by parcel, and back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from entrepot.apps.catalog.models import Price, Variant
from entrepot.apps.checkout.queries.personal_quota import used_this_year
from entrepot.apps.customs.models import BondedEntry, BondedItem, Declaration
from entrepot.apps.customs.services.adjust_bonded_book import adjust_bonded_book
from entrepot.apps.customs.services.reconcile_bonded_book import reconcile_bonded_book
from entrepot.apps.customs.services.record_reply import record_reply
from entrepot.apps.customs.services.return_to_bond import return_to_bond
from entrepot.apps.customs.tasks import reconcile_bonded_books
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.inventory.models import BondedZone, StockLevel
from entrepot.apps.inventory.queries import availability
from entrepot.apps.inventory.services.plan_inbound import InboundPlan, PlannedLine, Sender, plan_inbound
from entrepot.apps.inventory.services.receive_stock import receive_stock
from entrepot.apps.orders.models import Case
from entrepot.apps.payments.models import Refund
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.domain.money import Money
from entrepot.domain.ports.customs import CustomsReply
from entrepot.kit.errors import Refused
from tests.factories.bonded import item_of, ningbo, on_its_way, unloaded
from tests.factories.inventory import a_variant
from tests.factories.taxation import a_registration
from tests.journeys.conftest import World
from tests.journeys.people import Amara, Otto, page_of, paper_of

TO_SHANGHAI = {
    "email": "fang@buyer.example", "name": "王芳", "line1": "南京东路1号", "city": "上海",
    "postcode": "200001", "country": "CN", "company": "", "line2": "", "region": "上海市",
    "phone": "+86 138 0000 0000",
}  # fmt: skip
IDENTITY = "11010519491231002X"


@pytest.fixture(autouse=True)
def the_books_are_right_at_the_end(world: World) -> Any:
    yield
    call_command("check_books")


def a_bag(price: str = "500.00") -> Variant:
    """A leather handbag: 13 % VAT, no consumption tax, so 9.1 % of goods and freight."""
    bag = a_variant("BAG", "Handbag")
    for name, value in {
        "hs6": "420221",
        "origin_country": "FR",
        "customs_description": "Leather handbag",
    }.items():
        setattr(bag, name, value)
    bag.save()
    Price.objects.create(
        variant=bag, amount=Decimal(price), currency="CNY", valid=DateRange(date(2020, 1, 1), None)
    )
    return bag


def in_bond(world: World, quantity: int = 10, price: str = "500.00") -> Variant:
    """A bag in Ningbo, declared on its way, released, received and so in the book."""
    a_registration("cn_cbec", "CN", "3302960ABC")
    bag = a_bag(price)
    inbound = on_its_way(bag, quantity)
    world.comes_to_rest()
    unloaded(inbound, quantity)
    world.comes_to_rest()
    return bag


def bought(world: World, bag: Variant, quantity: int = 1) -> Shipment:
    amara = Amara(world)
    order = amara.orders({bag: quantity}, {**TO_SHANGHAI, "importer_id": IDENTITY})
    amara.pays(order)
    return Shipment.objects.get(consignment__order=order)


def test_bonded_goods_are_sold_released_once_delivered_and_come_back(world: World) -> None:
    bag = in_bond(world)
    entry = Declaration.objects.get()
    assert (entry.procedure, entry.direction, entry.status) == ("1210", "import", "released")
    assert entry.duty_amount == entry.tax_amount == 0
    assert item_of(bag).balance == 10

    shipment = bought(world, bag)
    order = shipment.consignment.order
    # 500.00 + 10.00 of freight at 9.1 % are 46.41 yuan; she pays in pounds at ten yuan each.
    assert (order.goods_amount, order.shipping_amount, order.tax_amount, order.duty_amount) == (
        Decimal("50.00"), Decimal("1.00"), Decimal("4.64"), Decimal(0),
    )  # fmt: skip
    assert shipment.consignment.crosses_border
    otto = Otto(world)
    otto.packs(shipment.number)
    declared = shipment.declarations.get()
    assert (declared.procedure, declared.status, declared.importer_id) == ("1210", "released", IDENTITY)
    assert item_of(bag).balance == 9
    assert StockLevel.objects.get().on_hand == 10  # released, and still on the shelf

    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    world.carrier.deliver(Parcel.objects.get().tracking_number)
    world.comes_to_rest()
    order.refresh_from_db()
    assert order.status == "delivered"
    assert reconcile_bonded_book(book=item_of(bag).book, now=timezone.now())[0].difference == 0

    assert used_this_year(IDENTITY, "CN", timezone.now().date()) == Decimal("510.00")
    return_to_bond(shipment=Shipment.objects.get(), units={bag.pk: 1}, by="operator:1")
    assert (item_of(bag).balance, StockLevel.objects.get().on_hand) == (10, 10)
    # The law: no tax on what came back, and it counts no longer. Its freight was not for nothing.
    refund = Refund.objects.get()
    assert {part: Decimal(amount) for part, amount in refund.parts.items()} == {
        "goods": Decimal("50.00"), "tax": Decimal("4.64"),
    }  # fmt: skip
    assert used_this_year(IDENTITY, "CN", timezone.now().date()) == 0
    with pytest.raises(Refused, match="no more than left"):
        return_to_bond(shipment=Shipment.objects.get(), units={bag.pk: 1}, by="operator:1")
    assert not Case.objects.exists()


def test_goods_leave_the_zone_with_a_list_that_names_their_place_in_the_book(world: World) -> None:
    bag = in_bond(world)
    shipment = bought(world, bag, 2)
    world.customs.next_outcomes.append("inspection")
    otto = Otto(world)
    otto.packs(shipment.number)
    address = f"/en/console/shipments/{shipment.number}/papers/bonded_release_list/"
    assert "once customs has released" in page_of(otto.browser.get(address, follow=True))
    declared = shipment.declarations.get()
    reply = CustomsReply("late", declared.reference, "released", timezone.now())
    record_reply(gateway="simport", reply=reply)
    paper = paper_of(otto.browser.get(address))
    for said in (
        "保税货物出区清单", declared.reference, "T3104W000001", "3302960ABC", "420221", "Leather handbag",
        shipment.consignment.order.number, "100.00 GBP",
    ):  # fmt: skip
        assert said in paper, (said, paper)


def test_a_release_told_twice_leaves_the_book_once(world: World) -> None:
    bag = in_bond(world)
    shipment = bought(world, bag, 2)
    Otto(world).packs(shipment.number)
    declared = shipment.declarations.get()
    for number in ("again", "and-again"):
        reply = CustomsReply(number, declared.reference, "released", timezone.now())
        record_reply(gateway="simport", reply=reply)
    world.comes_to_rest()
    assert item_of(bag).balance == 8
    assert BondedEntry.objects.filter(kind="out").count() == 1


def test_a_parcel_that_is_not_released_does_not_leave(world: World) -> None:
    bag = in_bond(world)
    shipment = bought(world, bag)
    world.customs.next_outcomes.append("inspection")
    otto = Otto(world)
    otto.packs(shipment.number)
    assert shipment.declarations.get().status == "inspection"
    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    shipment.refresh_from_db()
    assert (shipment.status, item_of(bag).balance) == ("packed", 10)


def test_goods_the_book_does_not_have_wait_until_it_is_adjusted(world: World) -> None:
    bag = in_bond(world, quantity=1)
    receive_stock(warehouse_code="nbo", variant_id=bag.pk, quantity=1, reference="found", by="operator:1")
    shipment = bought(world, bag, 2)
    otto = Otto(world)
    otto.packs(shipment.number)
    assert not shipment.declarations.exists()
    case = shipment.consignment.order.cases.get(kind="bonded_book_short")
    assert "BAG" in case.facts["reason"]

    adjust_bonded_book(item=item_of(bag), quantity=1, reason="found in a count", key="1", by="operator:1")
    world.comes_to_rest()
    shipment.refresh_from_db()
    case.refresh_from_db()
    assert (shipment.clearance, case.status, item_of(bag).balance) == ("released", "resolved", 0)


def test_a_release_that_the_book_cannot_follow_holds_the_parcel(world: World) -> None:
    bag = in_bond(world, quantity=2)
    shipment = bought(world, bag)
    world.customs.next_outcomes.append("inspection")
    otto = Otto(world)
    otto.packs(shipment.number)
    adjust_bonded_book(item=item_of(bag), quantity=-2, reason="miscounted", key="1", by="operator:1")
    reply = CustomsReply("late", shipment.declarations.get().reference, "released", timezone.now())
    record_reply(gateway="simport", reply=reply)
    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    shipment.refresh_from_db()
    assert (shipment.status, shipment.clearance, item_of(bag).balance) == ("packed", "held", 0)

    adjust_bonded_book(item=item_of(bag), quantity=2, reason="counted again", key="2", by="operator:1")
    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    shipment.refresh_from_db()
    assert (shipment.status, item_of(bag).balance) == ("dispatched", 1)


def test_a_book_is_never_negative_and_its_entries_never_edited(world: World) -> None:
    bag = in_bond(world, quantity=1)
    item = item_of(bag)
    with pytest.raises(Refused, match="too few"):
        adjust_bonded_book(item=item, quantity=-2, reason="lost", key="1", by="operator:1")
    for forbidden in (
        lambda: BondedEntry.objects.create(
            item=item, kind="adjust", quantity=-2, key="x", reason="r", by="t"
        ),
        lambda: BondedEntry.objects.update(quantity=5),
        lambda: BondedItem.objects.update(balance=5),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            forbidden()
    assert item_of(bag).balance == 1


def test_a_difference_is_a_case_until_the_book_explains_it(world: World) -> None:
    bag = in_bond(world)
    receive_stock(warehouse_code="nbo", variant_id=bag.pk, quantity=3, reference="found", by="operator:1")
    (line,) = reconcile_bonded_book(book=item_of(bag).book, now=timezone.now())
    assert (line.physical, line.balance, line.difference) == (13, 10, 3)
    reconcile_bonded_book(book=item_of(bag).book, now=timezone.now())
    assert Case.objects.get().facts["difference"] == "+3"
    adjust_bonded_book(item=item_of(bag), quantity=3, reason="found in a count", key="1", by="operator:1")
    assert Case.objects.get().resolution == "the book agrees with the shelf again"


def test_goods_received_before_their_entry_is_released_are_explained_and_entered_later(world: World) -> None:
    a_registration("cn_cbec", "CN", "3302960ABC")
    bag = a_bag()
    world.customs.next_outcomes.append("inspection")
    inbound = on_its_way(bag)
    world.comes_to_rest()
    unloaded(inbound, 6, damaged=1)
    world.comes_to_rest()
    assert not BondedEntry.objects.exists()
    reply = CustomsReply("late", Declaration.objects.get().reference, "released", timezone.now())
    record_reply(gateway="simport", reply=reply)
    world.comes_to_rest()
    assert item_of(bag).balance == 7
    (line,) = reconcile_bonded_book(book=item_of(bag).book, now=timezone.now())
    assert (line.physical, line.not_entered, line.difference) == (7, 0, 0)


def test_a_zone_that_is_licensed_no_more_sells_nothing_takes_nothing_and_declares_nothing(
    world: World,
) -> None:
    bag = in_bond(world)
    shipment = bought(world, bag)
    assert availability([bag.pk])
    BondedZone.objects.update(licensed=DateRange(date(2020, 1, 1), timezone.now().date()))
    assert availability([bag.pk]) == []
    plan = InboundPlan(
        Sender(name="Factory Nine"), ningbo(), "EUR", [PlannedLine("BAG", 1, Money.of("1", "EUR"))]
    )
    with pytest.raises(Refused, match="licensed"):
        plan_inbound(plan=plan, by="operator:1")
    Otto(world).packs(shipment.number)
    assert not shipment.declarations.exists()
    assert shipment.consignment.order.cases.filter(kind="zone_not_licensed").exists()


def test_goods_come_back_into_bond_within_45_days_of_release_only(world: World) -> None:
    bag = in_bond(world)
    shipment = bought(world, bag)
    otto = Otto(world)
    otto.packs(shipment.number)
    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    shipment.declarations.update(decided_at=timezone.now() - timedelta(days=46))
    with pytest.raises(Refused, match="45 days"):
        return_to_bond(shipment=Shipment.objects.get(), units={bag.pk: 1}, by="operator:1")
    assert item_of(bag).balance == 9


def test_a_return_is_applied_for_within_30_days_of_release(world: World) -> None:
    bag = in_bond(world)
    shipment = bought(world, bag)
    otto = Otto(world)
    otto.packs(shipment.number)
    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    today = timezone.now().date()
    shipment.declarations.update(decided_at=timezone.now() - timedelta(days=40))
    for days_ago in (0, 9, 41):
        with pytest.raises(Refused, match="within 30 days"):
            return_to_bond(
                shipment=Shipment.objects.get(), units={bag.pk: 1}, by="operator:1",
                applied_on=today - timedelta(days=days_ago),
            )  # fmt: skip
    return_to_bond(
        shipment=Shipment.objects.get(), units={bag.pk: 1}, by="operator:1",
        applied_on=today - timedelta(days=10),
    )  # fmt: skip
    assert item_of(bag).balance == 10


def test_bags_that_come_back_one_by_one_free_the_limit_and_give_back_goods_and_tax_to_the_cent(
    world: World,
) -> None:
    bag = in_bond(world, price="333.33")
    shipment = bought(world, bag, 3)
    order = shipment.consignment.order
    otto = Otto(world)
    otto.packs(shipment.number)
    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    today, used = timezone.now().date(), []
    for _ in range(3):
        return_to_bond(shipment=Shipment.objects.get(), units={bag.pk: 1}, by="operator:1")
        used.append(used_this_year(IDENTITY, "CN", today))
    parts = [{part: Decimal(amount) for part, amount in one.parts.items()} for one in Refund.objects.all()]
    assert len(parts) == 3
    assert sum(each["goods"] for each in parts) == order.goods_amount
    assert sum(each["tax"] for each in parts) == order.tax_amount
    whole = used_this_year(IDENTITY, "CN", today) + used[0] * 3 / 2
    assert (used[0] > used[1] > used[2], used[2]) == (True, 0)
    assert abs(whole - (order.goods_amount + order.shipping_amount) * 10) < Decimal("0.01")


def test_a_return_that_is_sent_in_twice_is_taken_in_and_refunded_once(world: World) -> None:
    bag = in_bond(world)
    shipment = bought(world, bag, 2)
    otto = Otto(world)
    otto.packs(shipment.number)
    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    sent = {
        "shipment": shipment.number, "sku": bag.sku, "quantity": "1", "key": "twice",
        "applied_on": timezone.now().date().isoformat(),
    }  # fmt: skip
    for _ in range(2):
        otto.does(f"bonded/{item_of(bag).book.number}/return/", **sent)
    assert (item_of(bag).balance, StockLevel.objects.get().on_hand, Refund.objects.count()) == (9, 9, 1)
    otto.does(f"bonded/{item_of(bag).book.number}/return/", **{**sent, "key": "the other one"})
    assert (item_of(bag).balance, Refund.objects.count()) == (10, 2)


def test_a_return_whose_money_went_back_already_is_taken_in_and_told(world: World) -> None:
    bag = in_bond(world)
    shipment = bought(world, bag)
    order = shipment.consignment.order
    otto = Otto(world)
    otto.packs(shipment.number)
    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    request_refund(order=order, parts={"goods": order.goods}, reason="sorry", reference="1", by="operator:1")
    return_to_bond(shipment=Shipment.objects.get(), units={bag.pk: 1}, by="operator:1")
    assert item_of(bag).balance == 10
    assert Refund.objects.count() == 1
    assert "more than is left" in order.cases.get(kind="return_not_refunded").facts["reason"]


def test_every_night_the_books_are_compared_and_a_difference_is_somebodys(world: World) -> None:
    bag = in_bond(world)
    receive_stock(warehouse_code="nbo", variant_id=bag.pk, quantity=3, reference="found", by="operator:1")
    reconcile_bonded_books(timestamp=0)
    case = Case.objects.get()
    assert (case.facts["difference"], case.due_at > timezone.now()) == ("+3", True)
    otto = Otto(world)
    for page in ("exceptions/", "tower/"):
        assert "Book and shelf differ by +3 units of BAG: shelf 13, book 10" in otto.reads(page)
    assert f"bonded/{item_of(bag).book.number}/" in otto.reads("exceptions/")
    otto.does(f"exceptions/{case.pk}/take/")
    case.refresh_from_db()
    assert case.assignee is not None
    assert str(case.assignee.email) in otto.reads("exceptions/")


def test_more_than_5000_in_one_sale_is_refused(world: World) -> None:
    bag = in_bond(world, price="2600.00")
    browser = Amara(world).browser
    browser.post("/en/ship-to/", {"country": "CN", "currency": ""})
    line = {"variant_id": bag.pk, "sku": bag.sku, "slug": bag.product.slug, "quantity": 2}
    browser.post("/en/cart/add/", line)
    shown = browser.post("/en/checkout/", {**TO_SHANGHAI, "importer_id": IDENTITY}, follow=True)
    assert 'name="quote"' not in shown.content.decode()


def test_the_operator_keeps_the_book_in_the_console(world: World) -> None:
    bag = in_bond(world)
    shipment = bought(world, bag)
    otto = Otto(world)
    otto.packs(shipment.number)
    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    number = item_of(bag).book.number
    assert number in otto.reads("bonded/")
    receive_stock(warehouse_code="nbo", variant_id=bag.pk, quantity=2, reference="found", by="operator:1")
    assert "differ by +2 units" in otto.does(f"bonded/{number}/reconcile/")

    fields = {"item": str(item_of(bag).pk), "quantity": "2", "reason": "found behind a rack", "key": "k"}
    shown = otto.does(f"bonded/{number}/adjust/", **fields)
    assert "found behind a rack" in shown
    assert "units on the shelf that" not in shown
    otto.does(f"bonded/{number}/adjust/", **fields)  # sent twice
    assert item_of(bag).balance == 11
    today = timezone.now().date().isoformat()
    back = {"shipment": shipment.number, "sku": "BAG", "quantity": "1", "applied_on": today, "key": "back"}
    otto.does(f"bonded/{number}/return/", **back)
    assert item_of(bag).balance == 12
    assert "EX-" not in otto.reads("declarations/?state=released")
    assert "IM-ASN-" in otto.reads("declarations/?state=released")


def test_what_was_bought_this_year_counts_towards_the_26000_of_a_person(world: World) -> None:
    bag = in_bond(world, price="4900.00")
    year = timezone.now().date()
    for bags in range(1, 6):
        bought(world, bag)
        assert used_this_year(IDENTITY, "CN", year) == 4910 * bags
    browser = Amara(world).browser
    browser.post("/en/ship-to/", {"country": "CN", "currency": ""})
    line = {"variant_id": bag.pk, "sku": bag.sku, "slug": bag.product.slug, "quantity": 1}
    browser.post("/en/cart/add/", line)
    refused = browser.post("/en/checkout/", {**TO_SHANGHAI, "importer_id": IDENTITY}, follow=True)
    assert 'name="quote"' not in refused.content.decode()
    other = {**TO_SHANGHAI, "importer_id": "110101199003074514"}
    assert 'name="quote"' in browser.post("/en/checkout/", other, follow=True).content.decode()

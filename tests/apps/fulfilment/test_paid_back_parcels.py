"""What was lost and paid back holds nothing up: the order goes on and ends, and the claim remains."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone, translation
from pytest_django.asserts import assertContains, assertNotContains

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.claims import claimable
from entrepot.apps.fulfilment.services.dispatch_shipment import dispatch_shipment
from entrepot.apps.fulfilment.services.file_claim import file_claim
from entrepot.apps.fulfilment.services.pack_shipment import ParcelSpec, pack_shipment
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.fulfilment.services.return_lost_money import return_lost_money
from entrepot.apps.fulfilment.services.start_picking import start_picking
from entrepot.apps.lanes.models import CarrierLiability
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.orders.services.complete_delivered_orders import complete_delivered_orders
from entrepot.apps.payments.models import Refund
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.domain.money import Money
from entrepot.domain.quantity import Dimensions
from entrepot.web.backoffice.queries.moves import moves_of
from tests.apps.fulfilment.test_tracking import on_its_way, told
from tests.factories.checkout import a_world
from tests.factories.fulfilment import OPERATOR, a_confirmed_order
from tests.factories.inventory import a_warehouse, stocked
from tests.settling import settle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def an_order_of_two() -> Order:
    """On its way from two warehouses: 10.00 and 11.80 of charges in consignment 1, 10.00 in consignment 2."""
    a_world()
    homely = {"crosses_border": False}
    order = a_confirmed_order(stocked(5), stocked(5, warehouse=a_warehouse("man")), consignment=homely)
    for shipment in Shipment.objects.filter(consignment__order=order).order_by("consignment__position"):
        start_picking(shipment=shipment, by=OPERATOR)
        specs = [ParcelSpec(400, Dimensions(300, 200, 100), contents={})]
        pack_shipment(shipment=shipment, parcels=specs, by=OPERATOR)
        settle()
        dispatch_shipment(shipment=Shipment.objects.get(pk=shipment.pk), by=OPERATOR)
        settle()
    CarrierLiability.objects.create(
        carrier="simcarrier", service="standard", valid_from="2026-01-01", currency="EUR",
        per_parcel_amount=Decimal(3), per_kg_amount=Decimal(10), claim_days=30, source="Terms, section 8",
    )  # fmt: skip
    return Order.objects.get(pk=order.pk)


def hear(position: int, status: str, hours: int, reason: str = "") -> None:
    number = Parcel.objects.get(shipment__consignment__position=position).tracking_number
    event = told(number, f"{status}{hours}", status, hours, reason)
    record_tracking(carrier="simcarrier", events=[event])
    settle()


def take_back(order: Order, position: int) -> Refund:
    refund = return_lost_money(consignment=order.consignments.get(position=position), by="buyer")
    settle()
    order.refresh_from_db()
    return refund


def ends(order: Order) -> list[str]:
    return list(order.consignments.order_by("position").values_list("progress", flat=True))


def test_an_order_of_which_one_part_was_paid_back_is_delivered_and_completed_with_the_rest() -> None:
    order = an_order_of_two()
    hear(1, "exception", 1, "lost")
    assert take_back(order, 1).money == Money.of("21.80", "EUR")
    assert (order.status, ends(order)) == ("shipped", ["undeliverable", "shipped"])
    assert moves_of([order])[order.pk].key == "deliver"
    hear(2, "delivered", 5)
    order.refresh_from_db()
    assert (order.status, moves_of([order])[order.pk].key) == ("delivered", "confirm_receipt")
    assert order.timeline.filter(kind="rest_delivered").count() == 1
    assert not order.timeline.filter(kind="order_delivered").exists()
    assert complete_delivered_orders(now=timezone.now() + timedelta(days=30)) == 1
    assert Order.objects.get(pk=order.pk).status == "completed"


def test_an_order_whose_rest_was_there_already_is_delivered_at_once() -> None:
    order = an_order_of_two()
    hear(2, "delivered", 5)
    hear(1, "exception", 6, "lost")
    take_back(order, 1)
    assert (order.status, ends(order)) == ("delivered", ["undeliverable", "delivered"])


def test_the_money_for_one_lost_part_ends_that_one_alone() -> None:
    order = an_order_of_two()
    hear(1, "exception", 1, "lost")
    hear(2, "exception", 2, "lost")
    assert take_back(order, 2).money == Money.of("10.00", "EUR")
    assert ends(order) == ["shipped", "undeliverable"]
    assert Case.objects.filter(kind="parcel_exception", status="resolved").count() == 1
    assert take_back(order, 1).money == Money.of("21.80", "EUR")
    assert (order.status, ends(order)) == ("completed", ["undeliverable", "undeliverable"])
    assert order.closed_at is not None
    assert sum(refund.amount for refund in Refund.objects.all()) == order.total_amount


def test_an_operators_refund_ends_a_lost_part_the_same_way() -> None:
    order = an_order_of_two()
    hear(2, "exception", 1, "lost")
    request_refund(
        order=order, parts={"goods": Money.of("10.00", "EUR")}, reason="lost", reference="console:1",
        by=OPERATOR,
    )  # fmt: skip
    settle()
    assert ends(order) == ["shipped", "undeliverable"]
    assert Case.objects.get(kind="claim_due").status == "open"


def test_less_than_the_goods_cost_ends_nothing() -> None:
    order = an_order_of_two()
    hear(2, "exception", 1, "lost")
    request_refund(
        order=order, parts={"goods": Money.of("9.99", "EUR")}, reason="lost", reference="console:1",
        by=OPERATOR,
    )  # fmt: skip
    settle()
    assert ends(order) == ["shipped", "shipped"]
    assert not Case.objects.filter(kind="claim_due").exists()


def test_of_two_parcels_the_paid_back_one_does_not_keep_the_other_from_being_delivered() -> None:
    on_its_way(parcels=2)
    order = Order.objects.get()
    first, second = Parcel.objects.order_by("position")
    events = [told(first.tracking_number, "gone", "exception", 1, "lost")]
    record_tracking(carrier="simcarrier", events=events)
    goods = {"goods": Money.of("10.00", "EUR")}
    request_refund(order=order, parts=goods, reason="lost", reference="console:1", by=OPERATOR)
    settle()
    assert ends(order) == ["shipped"]
    record_tracking(carrier="simcarrier", events=[told(second.tracking_number, "door", "delivered", 9)])
    assert ends(order) == ["delivered"]


def test_a_parcel_that_turns_up_after_all_changes_neither_the_order_nor_the_money() -> None:
    order = an_order_of_two()
    hear(1, "exception", 1, "lost")
    take_back(order, 1)
    hear(1, "exception", 2, "lost")
    assert not Case.objects.filter(kind="parcel_exception").exclude(status="resolved").exists()
    hear(1, "delivered", 9)
    order.refresh_from_db()
    assert (order.status, ends(order)) == ("shipped", ["undeliverable", "shipped"])
    assert Refund.objects.count() == 1
    assert Case.objects.get(kind="claim_due").status == "resolved"
    hear(2, "delivered", 10)
    order.refresh_from_db()
    assert order.status == "delivered"


def test_the_claim_remains_due_stops_nothing_and_is_settled_by_claiming() -> None:
    order = an_order_of_two()
    hear(1, "exception", 1, "lost")
    take_back(order, 1)
    case, parcel = Case.objects.get(kind="claim_due"), Parcel.objects.get(shipment__consignment__position=1)
    may = claimable(parcel)
    assert may is not None
    assert case.facts == {
        "tracking_number": parcel.tracking_number, "carrier": "simcarrier", "reason": "lost",
        "amount": "7.00", "currency": "EUR", "until_on": may.until.isoformat() if may.until else "",
    }  # fmt: skip
    assert (case.reference, case.due_at.date(), case.owner) == (f"parcel:{parcel.pk}", may.until, "operator")
    assert moves_of([order])[order.pk].key == "deliver"
    file_claim(parcel=parcel, case=case, asked=may.most, by=OPERATOR, at=timezone.now())
    case.refresh_from_db()
    assert (case.status, case.resolution) == ("resolved", "claimed")


def test_what_the_carrier_sends_back_is_received_and_not_claimed() -> None:
    order = an_order_of_two()
    hear(2, "exception", 1, "returned_to_sender")
    goods = {"goods": Money.of("10.00", "EUR")}
    request_refund(order=order, parts=goods, reason="back", reference="console:1", by=OPERATOR)
    settle()
    assert ends(order) == ["shipped", "shipped"]
    assert not Case.objects.filter(kind="claim_due").exists()


@pytest.mark.parametrize(("language", "reason", "said", "kept"), [
    ("en", "the parcel did not arrive", "Did not arrive: €21.80 returned", "Paid, less what was returned"),
    ("zh-hans", "包裹未送达", "未送达：已退还 €21.80", "实付（扣除退款）"),
])  # fmt: skip
def test_the_page_says_what_went_back_and_promises_it_no_more(
    client: Client, language: str, reason: str, said: str, kept: str
) -> None:
    order = an_order_of_two()
    hear(1, "exception", 1, "lost")
    page = f"/{language}/orders/{order.token}/"
    with translation.override("zh-hans"):
        assert take_back(order, 1).reason == "parcel_lost"
    shown = client.get(page)
    assertContains(shown, reason)
    assertContains(shown, said)
    assertContains(shown, "−€21.80")
    assert "10.00" in shown.content.decode().partition(f"<span>{kept}</span>")[2][:40]
    if language == "en":
        assertContains(shown, "Promised between", count=1)
        assertNotContains(shown, "Needs attention")
        assertContains(shown, ">Lost<")
        hear(2, "delivered", 5)
        assertContains(client.get(page), "Everything else arrived")


def test_an_order_that_was_all_paid_back_does_not_say_that_it_was_delivered(client: Client) -> None:
    order = an_order_of_two()
    for position in (1, 2):
        hear(position, "exception", position, "lost")
        take_back(order, position)
    shown = client.get(f"/en/orders/{order.token}/")
    assertContains(shown, "Paid back")
    assertNotContains(shown, ">Delivered<")
    assertNotContains(shown, "Everything arrived")

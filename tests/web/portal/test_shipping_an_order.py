"""A supplier's day: accept, refuse with a reason, ship with its own carrier or with the shop's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.write_case_message import write_case_message
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.suppliers.models import Supplier
from tests.factories.fulfilment import a_confirmed_order

PORTAL = "/en/supplier"
HOME = {"crosses_border": False}


def text_of(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def order(silk_road: Supplier) -> Order:
    level = StockLevel.objects.select_related("warehouse__supplier", "variant").get()
    return a_confirmed_order(level, quantity=2, consignment=HOME)


@pytest.fixture
def number(order: Order) -> str:
    return str(DropshipOrder.objects.get().number)


def test_the_street_is_shown_only_once_the_order_is_accepted(portal: Client, number: str) -> None:
    before = text_of(portal.get(f"{PORTAL}/orders/{number}/"))
    assert "Lyon" in before
    assert "12 rue de la Paix" not in before
    assert "李小龙" not in before
    portal.post(f"{PORTAL}/orders/{number}/accept/")
    assert "12 rue de la Paix" in text_of(portal.get(f"{PORTAL}/orders/{number}/"))


def test_what_the_buyer_paid_is_never_shown(portal: Client, number: str) -> None:
    shown = text_of(portal.get(f"{PORTAL}/orders/{number}/"))
    assert "CN¥8.00" in shown  # two pieces at 4.00
    assert "€" not in shown
    assert "amara@buyer.example" not in shown


def test_accepted_and_shipped_with_the_suppliers_carrier(
    portal: Client, number: str, settle: Callable[[], int]
) -> None:
    portal.post(f"{PORTAL}/orders/{number}/accept/")
    told = {"carrier": "Fast Post", "tracking_number": "FP 123 456 789"}
    portal.post(f"{PORTAL}/orders/{number}/ship/", told)
    settle()
    row = DropshipOrder.objects.get()
    assert (row.status, row.carrier, row.tracking_number) == ("shipped", "fast-post", "FP123456789")
    assert Shipment.objects.get().status == "dispatched"


def test_a_wrong_number_is_named_and_what_was_entered_stays(portal: Client, number: str) -> None:
    portal.post(f"{PORTAL}/orders/{number}/accept/")
    refused = portal.post(f"{PORTAL}/orders/{number}/ship/", {"carrier": "post", "tracking_number": "??"})
    assert refused.status_code == 422
    assert "does not look like a tracking number" in text_of(refused)
    assert 'value="??"' in text_of(refused)
    assert DropshipOrder.objects.get().status == "accepted"


def test_the_shops_carrier_gives_a_label_and_the_parcel_is_handed_over(
    portal: Client, number: str, settle: Callable[[], int]
) -> None:
    portal.post(f"{PORTAL}/orders/{number}/accept/")
    portal.post(f"{PORTAL}/orders/{number}/book/", {"weight_g": "300"})
    settle()
    assert Parcel.objects.get().weight_g == 300
    assert "The label is ready" in text_of(portal.get(f"{PORTAL}/orders/{number}/"))
    label = portal.get(f"{PORTAL}/orders/{number}/papers/label/")
    assert label["Content-Type"] == "application/pdf"
    portal.post(f"{PORTAL}/orders/{number}/hand-over/")
    settle()
    assert DropshipOrder.objects.get().tracking_number == Parcel.objects.get().tracking_number
    assert Shipment.objects.get().status == "dispatched"


def test_refusing_needs_a_reason_and_becomes_the_operators_case(portal: Client, number: str) -> None:
    bare = portal.post(f"{PORTAL}/orders/{number}/refuse/", {"reason": "  "})
    assert bare.status_code == 422
    assert "Say why you cannot ship this order" in text_of(bare)
    portal.post(f"{PORTAL}/orders/{number}/refuse/", {"reason": "Broken in the warehouse"})
    assert DropshipOrder.objects.get().reason == "Broken in the warehouse"
    assert Case.objects.get().kind == "supplier_refused"


def test_accepting_twice_is_harmless_and_told(portal: Client, number: str) -> None:
    portal.post(f"{PORTAL}/orders/{number}/accept/")
    again = portal.post(f"{PORTAL}/orders/{number}/accept/", follow=True)
    assert again.status_code == 200
    assert "That step has been taken already" in text_of(again)


def stock() -> tuple[int, int]:
    level = StockLevel.objects.get()
    return level.on_hand, level.reserved


def test_a_supplier_with_none_left_refuses_and_offers_nothing_to_the_next_buyer(
    portal: Client, number: str
) -> None:
    assert stock() == (5, 2)
    told = {"reason": "Sold over the counter", "none_left": "on"}
    portal.post(f"{PORTAL}/orders/{number}/refuse/", told)
    assert DropshipOrder.objects.get().status == "refused"
    assert stock() == (0, 0)


def test_refusing_for_another_reason_leaves_the_stock_for_sale(portal: Client, number: str) -> None:
    portal.post(f"{PORTAL}/orders/{number}/refuse/", {"reason": "The box is too small"})
    assert stock() == (5, 0)


def test_what_others_were_promised_stays_promised_and_the_shop_is_told(portal: Client, number: str) -> None:
    level = StockLevel.objects.select_related("warehouse__supplier", "variant").get()
    other = a_confirmed_order(level, quantity=1, consignment=HOME)
    portal.post(f"{PORTAL}/orders/{number}/refuse/", {"reason": "None left", "none_left": "on"})
    assert stock() == (1, 1)
    assert Case.objects.get(order=other).kind == "stock_promised_too_much"


def test_a_refusal_that_fails_leaves_the_stock_as_it_was(portal: Client, number: str) -> None:
    portal.post(f"{PORTAL}/orders/{number}/refuse/", {"reason": " ", "none_left": "on"})
    assert DropshipOrder.objects.get().status == "sent"
    assert stock() == (5, 2)


def test_the_time_to_accept_and_the_country_are_told_in_words(portal: Client, number: str) -> None:
    shown = text_of(portal.get(f"{PORTAL}/"))
    assert "accept within 23\xa0hours" in shown
    assert "Lyon, France" in shown
    assert "ships within " in text_of(portal.get(f"{PORTAL}/offers/"))


def test_customs_papers_go_with_a_parcel_across_a_border(
    portal: Client, silk_road: Supplier, settle: Callable[[], int]
) -> None:
    a_confirmed_order(StockLevel.objects.select_related("warehouse__supplier", "variant").get())
    number = DropshipOrder.objects.get().number
    portal.post(f"{PORTAL}/orders/{number}/accept/")
    portal.post(f"{PORTAL}/orders/{number}/book/", {"weight_g": "300"})
    settle()
    assert "Commercial invoice" in text_of(portal.get(f"{PORTAL}/orders/{number}/"))
    paper = portal.get(f"{PORTAL}/orders/{number}/papers/commercial_invoice/")
    assert paper.content[:4] == b"%PDF"
    assert portal.get(f"{PORTAL}/orders/{number}/papers/dangerous_goods_note/").status_code == 404


def test_a_number_that_tells_its_carrier_needs_none(portal: Client, number: str) -> None:
    portal.post(f"{PORTAL}/orders/{number}/accept/")
    portal.post(f"{PORTAL}/orders/{number}/ship/", {"tracking_number": "1Z 5R8 939 035 756 7127"})
    row = DropshipOrder.objects.get()
    assert (row.status, row.carrier, row.tracking_number) == ("shipped", "ups", "1Z5R89390357567127")


def test_a_number_that_tells_nothing_asks_for_the_carrier(portal: Client, number: str) -> None:
    portal.post(f"{PORTAL}/orders/{number}/accept/")
    refused = portal.post(f"{PORTAL}/orders/{number}/ship/", {"tracking_number": "FP123456789"})
    assert refused.status_code == 422
    assert "Say which carrier has the parcel." in text_of(refused)


def test_the_shops_question_is_answered_on_the_page_and_nothing_else_of_the_case_is_shown(
    portal: Client, number: str, order: Order
) -> None:
    case = open_case(order=order, kind="parcel_stalled", facts={}, due_at=timezone.now())
    write_case_message(case=case, by="operator:1", text="They never answer", readers=[])
    write_case_message(case=case, by="operator:1", text="Is it sent?", readers=["supplier:silk-road"])
    shown = text_of(portal.get(f"{PORTAL}/orders/{number}/"))
    assert "Is it sent?" in shown
    assert "They never answer" not in shown
    portal.post(f"{PORTAL}/orders/{number}/cases/{case.pk}/", {"text": "Today"})
    case.refresh_from_db()
    assert (case.owner, case.messages.last().by) == ("operator", "supplier:silk-road")


def test_the_chart_shows_the_suppliers_own_part(portal: Client, number: str) -> None:
    shown = text_of(portal.get(f"{PORTAL}/orders/{number}/"))
    assert 'class="flow-step flow-supplier is-now"' in shown
    assert "flow-operator" not in shown

"""The order page: by secret link, in the buyer's words, with the next move."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.accounts.models import User
from entrepot.apps.catalog.models import Variant
from entrepot.apps.fulfilment.models import Document, Shipment
from entrepot.apps.fulfilment.queries.proof_of_delivery import tracking_key
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment
from entrepot.apps.payments.services.record_notice import record_notice
from tests.factories.payments import a_notice, a_paid_order, an_open_payment
from tests.web.storefront.conftest import TO_BERLIN, TO_LONDON, placed, put_into_cart


@pytest.fixture
def order(tea: Variant, buyer: Client) -> Order:
    put_into_cart(buyer, tea)
    placed(buyer, TO_LONDON)
    return Order.objects.get()


def test_whoever_has_the_link_sees_the_order_and_nobody_else(order: Order, client: Client) -> None:
    page = client.get(f"/en/orders/{order.token}/").content.decode()
    assert order.number in page
    assert "Your move: pay the order" in page
    for wrong in (uuid4(), "1", order.number):
        assert client.get(f"/en/orders/{wrong}/").status_code == 404
    for part in ("charges/", "paid/", f"invoice/{order.number}.pdf"):
        assert client.get(f"/en/orders/{uuid4()}/{part}").status_code == 404


def test_order_pages_are_kept_by_no_cache_and_no_search_engine(order: Order, client: Client) -> None:
    answer = client.get(f"/en/orders/{order.token}/")
    assert "no-store" in answer["Cache-Control"]
    assert 'content="noindex"' in answer.content.decode()


def test_an_unpaid_order_can_be_paid_again(order: Order, client: Client) -> None:
    answer = client.post(f"/en/orders/{order.token}/pay/")
    assert answer["Location"] == Payment.objects.get().redirect_url
    assert Payment.objects.count() == 1


def test_a_paid_order_says_so_and_asks_for_no_payment(order: Order, client: Client) -> None:
    waiting = client.get(f"/en/orders/{order.token}/paid/")
    assert waiting["Refresh"] == f"2; url=/en/orders/{order.token}/paid/?look=1"
    a_paid_order(order)
    assert client.get(f"/en/orders/{order.token}/paid/")["Location"] == f"/en/orders/{order.token}/"
    page = client.get(f"/en/orders/{order.token}/").content.decode()
    assert "Thank you, your payment arrived." in page
    assert "Your payment arrived and your goods are set aside." in page
    assert f"/en/orders/{order.token}/pay/" not in page
    answer = client.post(f"/en/orders/{order.token}/pay/", follow=True)
    assert "can no longer be paid" in answer.content.decode()


def test_waiting_for_the_payment_ends(order: Order, client: Client) -> None:
    for look in ("12", "x", "-1", "99999"):
        answer = client.get(f"/en/orders/{order.token}/paid/?look={look}")
        assert answer["Location"] == f"/en/orders/{order.token}/"


def test_a_failed_payment_leads_back_to_the_order(order: Order, client: Client) -> None:
    payment = an_open_payment(order)
    record_notice(gateway=payment.gateway, notice=a_notice(payment, "failed", reason="card_declined"))
    assert client.get(f"/en/orders/{order.token}/paid/")["Location"] == f"/en/orders/{order.token}/"
    assert "Pay £" in client.get(f"/en/orders/{order.token}/").content.decode()


def test_every_charge_is_explained_with_rule_and_source(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    placed(buyer, TO_BERLIN)
    order = Order.objects.get()
    page = buyer.get(f"/en/orders/{order.token}/charges/").content.decode()
    charged = [charge for charge in order.charges.all() if charge.kind != "shipping"]
    assert charged
    for charge in charged:
        assert f"Rule {charge.explanation['rule']['id']}" in page
    assert "Source:" in page
    assert "above the limit of" in page or "within the limit of" in page
    assert order.total_amount > Decimal("12.50")


def test_receipt_is_confirmed_once_delivered_and_not_before(order: Order, client: Client) -> None:
    early = client.post(f"/en/orders/{order.token}/receive/", follow=True)
    assert "once everything has been delivered" in early.content.decode()
    Order.objects.update(status="delivered")
    assert "Everything arrived" in client.get(f"/en/orders/{order.token}/").content.decode()
    for _ in range(2):
        client.post(f"/en/orders/{order.token}/receive/")
        assert Order.objects.get().status == "completed"


def test_a_cancelled_order_promises_no_delivery(order: Order, client: Client) -> None:
    assert "Promised between" in client.get(f"/en/orders/{order.token}/").content.decode()
    Order.objects.update(status="cancelled")
    assert "Promised between" not in client.get(f"/en/orders/{order.token}/").content.decode()


def test_a_cancelled_part_promises_no_delivery(order: Order, client: Client) -> None:
    order.consignments.update(progress="cancelled")
    assert "Promised between" not in client.get(f"/en/orders/{order.token}/").content.decode()


def test_the_invoice_is_given_with_its_order_only(order: Order, tea: Variant, client: Client) -> None:
    shipment = Shipment.objects.create(
        number="SH-1", consignment=order.consignments.get(), warehouse=Warehouse.objects.get()
    )
    Document.objects.create(shipment=shipment, kind="label", content=b"%PDF-1.7 label")
    Document.objects.create(shipment=shipment, kind="commercial_invoice", content=b"%PDF-1.7 test")
    answer = client.get(f"/en/orders/{order.token}/invoice/SH-1.pdf")
    assert answer.content == b"%PDF-1.7 test"
    assert answer["Content-Type"] == "application/pdf"
    assert "Commercial invoice (PDF)" in client.get(f"/en/orders/{order.token}/").content.decode()
    put_into_cart(client, tea)
    placed(client, TO_LONDON)
    other = Order.objects.exclude(pk=order.pk).get()
    assert client.get(f"/en/orders/{other.token}/invoice/SH-1.pdf").status_code == 404


def test_who_signed_is_told_by_the_link_of_that_order_alone(
    order: Order, tea: Variant, client: Client
) -> None:
    shipment = Shipment.objects.create(
        number="SH-1", consignment=order.consignments.get(), warehouse=Warehouse.objects.get()
    )
    parcel = shipment.parcels.create(
        position=1, carrier="simcarrier", weight_g=200, tracking_number="LE1", tracking_status="delivered"
    )
    address = f"delivery/{parcel.pk}/"
    assert client.get(f"/en/orders/{order.token}/{address}").status_code == 404
    now = timezone.now()
    parcel.events.create(
        tracking_number="LE1", event_id="door", status="delivered", description="Delivered",
        location="Lyon, FR", at=now,
    )  # fmt: skip
    order.timeline.create(
        kind="tracking", key=tracking_key(parcel.pk, "door"), by="carrier:simcarrier", at=now,
        facts={"signed_by": "Mme Dupont"},
    )  # fmt: skip
    assert address in client.get(f"/en/orders/{order.token}/").content.decode()
    shown = client.get(f"/en/orders/{order.token}/{address}").content.decode()
    assert [part in shown for part in ("Mme Dupont", "Simulated carrier", "Lyon, France")] == [True] * 3
    put_into_cart(client, tea)
    placed(client, TO_LONDON)
    other = Order.objects.exclude(pk=order.pk).get()
    assert client.get(f"/en/orders/{other.token}/{address}").status_code == 404


def test_my_orders_are_mine_alone(order: Order, tea: Variant, client: Client) -> None:
    assert client.get("/en/orders/")["Location"].startswith("/en/account/login/")
    amara, bo = (User.objects.create_user(f"{name}@b.example", "harbour-2026") for name in ("amara", "bo"))
    Order.objects.update(user=amara)
    client.force_login(bo)
    assert order.number not in client.get("/en/orders/").content.decode()
    client.force_login(amara)
    assert order.number in client.get("/en/orders/").content.decode()


def test_the_order_page_takes_few_statements(
    order: Order, client: Client, with_caches: None, django_assert_max_num_queries: Any
) -> None:
    client.get(f"/en/orders/{order.token}/")
    with django_assert_max_num_queries(10):
        client.get(f"/en/orders/{order.token}/")


@pytest.mark.parametrize(("staff", "leads_to"), [(False, "orders"), (True, "console")])
def test_signing_in_leads_to_ones_own_place(world: None, client: Client, staff: bool, leads_to: str) -> None:
    user = User.objects.create_user("amara@b.example", "harbour-2026", is_staff=staff)
    client.force_login(user)
    location = client.get("/en/after-sign-in/", HTTP_ACCEPT_LANGUAGE="en")["Location"]
    assert location in (f"/en/{leads_to}/", "/en/orders/")


def test_the_sign_in_page_leads_newcomers_to_an_account(client: Client) -> None:
    page = client.get("/en/account/login/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert 'New here? <a href="/en/account/signup/">Create an account</a>' in page
    assert "If you have not created" not in page
    assert 'name="login"' in page
    assert 'name="password"' in page

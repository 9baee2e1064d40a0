"""A parcel that does not arrive: no window, money back settles its case, and nobody has to move."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.accounts.models import User
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.eta import arrival_of
from entrepot.apps.fulfilment.queries.way_ends import goods_in
from entrepot.apps.fulfilment.services.dispatch_shipment import dispatch_shipment
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.domain.money import Money
from entrepot.domain.ports import carriers as port
from entrepot.web.backoffice.queries.cases import case_shown
from entrepot.web.backoffice.queries.moves import moves_of
from tests.factories.fulfilment import OPERATOR, a_confirmed_order, a_packed_shipment
from tests.factories.inventory import stocked
from tests.settling import settle

pytestmark = pytest.mark.django_db


def ended(reason: str) -> Order:
    """Two parcels on their way, the first of which ends for ``reason``."""
    order = a_confirmed_order(stocked(5), quantity=2, consignment={"crosses_border": False})
    shipment = a_packed_shipment(order, parcels=2)
    settle()
    dispatch_shipment(shipment=Shipment.objects.get(pk=shipment.pk), by=OPERATOR)
    settle()
    for parcel in Parcel.objects.order_by("position")[:1]:
        tell(parcel, reason)
    return Order.objects.get()


def tell(parcel: Parcel, reason: str) -> None:
    event = port.TrackingEvent(
        id=f"{parcel.pk}-end", tracking_number=parcel.tracking_number, status="exception",
        at=timezone.now() + timedelta(minutes=1), description="end", reason=reason,
    )  # fmt: skip
    record_tracking(carrier="simcarrier", events=[event])


def refund(order: Order, goods: Money, reference: str = "it") -> None:
    request_refund(order=order, parts={"goods": goods}, reason="damaged", reference=reference, by=OPERATOR)
    settle()


def test_a_refund_of_all_that_the_goods_of_the_parcel_cost_settles_its_case_and_no_less() -> None:
    order = ended("damaged")
    cost = goods_in(Parcel.objects.order_by("position")[0], order.currency)
    cent = Money.of("0.01", order.currency)
    assert cost * 2 == order.goods
    refund(order, cost - cent, "less")
    assert Case.objects.get(kind="parcel_exception").status == "open"
    refund(order, cost, "all")
    case = Case.objects.get(kind="parcel_exception")
    assert (case.status, case.resolution) == ("resolved", "refunded")


def test_one_refund_settles_as_many_cases_as_it_pays() -> None:
    order = ended("lost")
    tell(Parcel.objects.order_by("position")[1], "damaged")
    refund(order, goods_in(Parcel.objects.order_by("position")[0], order.currency))
    cases = Case.objects.filter(kind="parcel_exception").order_by("opened_at")
    assert [case.status for case in cases] == ["resolved", "open"]


def test_a_parcel_that_is_only_delayed_is_not_settled_by_money() -> None:
    order = ended("customs_hold")
    refund(order, order.goods)
    assert Case.objects.get(kind="parcel_exception").status == "open"


@pytest.mark.parametrize(("reason", "role"), [("damaged", "nobody"), ("returned_to_sender", "operator")])
def test_once_it_is_refunded_the_move_follows_and_no_window_is_told(reason: str, role: str) -> None:
    order = ended(reason)
    assert arrival_of(order.consignments.get(), timezone.now()) is not None
    tell(Parcel.objects.order_by("position")[1], reason)
    assert arrival_of(order.consignments.get(), timezone.now()) is None
    assert moves_of([order])[order.pk].key == "case.parcel_exception"
    refund(order, order.goods)
    order.refresh_from_db()
    assert moves_of([order])[order.pk].role == role


def test_its_case_offers_the_refund_and_the_claim_and_promises_no_new_parcel(client: Client) -> None:
    order = ended("damaged")
    case = Case.objects.get(kind="parcel_exception")
    shown = case_shown(case)
    assert (shown.act_label, shown.act_url) == ("Refund", f"/en/console/orders/{order.number}/refund/")
    assert (shown.parcel_id, shown.may_claim) == (None, True)
    assert "Refund the buyer and claim it from the carrier; a replacement is ordered anew." in shown.sentence
    client.force_login(User.objects.create_superuser("boss@example.com", "a-long-password"))
    page = client.get(f"/en/console/orders/{order.number}/").content.decode()
    assert f"/en/console/exceptions/{case.pk}/claim" in page

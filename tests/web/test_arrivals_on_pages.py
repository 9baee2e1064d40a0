"""The window of arrival as the buyer, the operator and the supplier read it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.accounts.models import User
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.orders.models import Order
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services.accept_dropship_order import accept_dropship_order
from entrepot.apps.purchasing.services.ship_dropship_order import ship_dropship_order
from entrepot.domain.ports import carriers as port
from tests.apps.fulfilment.test_arrival_windows import history_of
from tests.factories.checkout import a_world
from tests.factories.fulfilment import a_confirmed_order, a_dropship_level
from tests.web.portal.conftest import member_of

pytestmark = pytest.mark.django_db
LEARNT = "8 of 10 parcels arrive in this time, as 30 parcels on this lane did."
USUAL = "The usual days of this lane; too few parcels have gone this way to know better."


@pytest.fixture
def dropship(settle: Callable[[], int]) -> DropshipOrder:
    """Shipped by the supplier a moment ago."""
    a_world()
    a_confirmed_order(a_dropship_level(), consignment={"crosses_border": False})
    dropship = DropshipOrder.objects.get()
    accept_dropship_order(dropship_order=dropship, by="supplier:silk-road")
    ship_dropship_order(
        dropship_order=dropship,
        carrier="simcarrier",
        tracking_number="LE980000015FR",
        by="supplier:silk-road",
    )
    settle()
    return DropshipOrder.objects.select_related("supplier").get()


def pages(dropship: DropshipOrder) -> list[str]:
    order = Order.objects.get()
    console = Client()
    console.force_login(User.objects.create_user("otto@e.example", "harbour-2026", is_staff=True))
    portal = member_of(dropship.supplier, "sana@e.example")
    asked = [
        (Client(), f"/en/orders/{order.token}/"),
        (console, f"/en/console/orders/{order.number}/"),
        (portal, f"/en/supplier/orders/{dropship.number}/"),
    ]
    return [client.get(url).content.decode() for client, url in asked]


def test_buyer_operator_and_supplier_read_what_a_window_rests_on(dropship: DropshipOrder) -> None:
    history_of(Shipment.objects.get(), 30)
    assert [LEARNT in page for page in pages(dropship)] == [True, True, True]


def test_without_history_the_lanes_days_are_told_as_such(dropship: DropshipOrder) -> None:
    assert [USUAL in page for page in pages(dropship)] == [True, True, True]


def test_buyer_and_operator_read_what_comes_next(dropship: DropshipOrder) -> None:
    history_of(Shipment.objects.get(), 30)
    buyer, _order, _supplier = pages(dropship)
    assert "Next: the carrier in France" in buyer
    console = Client()
    console.force_login(User.objects.get(email="otto@e.example"))
    tower = "/en/console/tower/parcels/"
    assert "Next: the carrier in France" in console.get(tower).content.decode()
    assert "To be cleared by" not in console.get(tower).content.decode()
    told = port.TrackingEvent(
        id="in", tracking_number="LE980000015FR", status="in_transit", at=timezone.now(), leg="customs",
        description="in",
    )  # fmt: skip
    record_tracking(carrier="simcarrier", events=[told])
    assert "To be cleared by" in console.get(tower).content.decode()

"""What a supplier packs is the supplier's move: no button, no number and no list of ours counts it."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services.accept_dropship_order import accept_dropship_order
from entrepot.apps.purchasing.services.book_dropship_parcel import book_dropship_parcel
from entrepot.web.backoffice.queries.counts import work_counts
from tests.factories.fulfilment import a_confirmed_order, a_dropship_level

CONSOLE = "/en/console"


def test_a_parcel_that_a_supplier_has_packed_waits_for_the_supplier(
    console: Client, settle: Callable[[], int]
) -> None:
    order = a_confirmed_order(a_dropship_level(), consignment={"crosses_border": False})
    dropship: Any = DropshipOrder.objects.get()
    accept_dropship_order(dropship_order=dropship, by="supplier:silk-road")
    book_dropship_parcel(dropship_order=dropship, weight_g=300, by="supplier:silk-road")
    settle()
    shipment = Shipment.objects.get()
    assert shipment.status == "packed"

    shown = console.get(f"{CONSOLE}/orders/{order.number}/").content.decode()
    assert "The supplier ships" in shown
    assert "Hand over to the carrier" not in shown
    assert shipment.number not in console.get(f"{CONSOLE}/shipments/").content.decode()
    assert order.number not in console.get(f"{CONSOLE}/orders/?status=ours").content.decode()
    counts = work_counts()
    assert (counts.in_house, counts.to_dispatch, counts.with_suppliers) == (0, 0, 1)

"""What a supplier packs is the supplier's move: no button, no number and no list of ours counts it."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.orders.models import Case
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services.accept_dropship_order import accept_dropship_order
from entrepot.apps.purchasing.services.book_dropship_parcel import book_dropship_parcel
from entrepot.apps.purchasing.services.refuse_dropship_order import refuse_dropship_order
from entrepot.web.backoffice.queries.cases import case_shown
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


def test_a_refusal_leads_to_cancelling_the_consignment_and_never_to_the_page_one_is_on(
    console: Client,
) -> None:
    order = a_confirmed_order(a_dropship_level(), consignment={"crosses_border": False})
    refuse_dropship_order(
        dropship_order=DropshipOrder.objects.get(), reason="Broken", by="supplier:silk-road"
    )
    page = f"{CONSOLE}/orders/{order.number}/"
    shown = console.get(page).content.decode()
    assert "Cancel and refund the consignment, or settle the case." in shown
    assert f'class="btn btn-primary btn-sm" href="{page}consignments/1/cancel/"' in shown
    assert f'btn-sm" href="{page}"' not in shown
    assert f'href="{page}consignments/1/cancel/"' in console.get(f"{CONSOLE}/exceptions/").content.decode()


def test_a_missing_offer_leads_to_its_consignment_and_other_cases_to_the_order(console: Client) -> None:
    order = a_confirmed_order(a_dropship_level(), consignment={"crosses_border": False})
    reference = f"consignment:{order.consignments.get().pk}"
    kinds = {"supplier_offer_missing": reference, "stock_promised_too_much": "", "supplier_late": "DS-gone"}
    shown = {
        kind: case_shown(Case(order=order, kind=kind, reference=told, due_at=order.placed_at))
        for kind, told in kinds.items()
    }
    page = f"{CONSOLE}/orders/{order.number}/"
    assert shown["supplier_offer_missing"].act_url == f"{page}consignments/1/cancel/"
    assert shown["stock_promised_too_much"].act_url == page
    assert (shown["supplier_late"].act_url, shown["supplier_late"].act_label) == (page, "See the order")

"""Carriers' invoices in the console: tried, booked and settled."""

import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from xlsxwriter import Workbook

from entrepot.apps.fulfilment.models import CarrierInvoice, CarrierInvoiceLine, Shipment
from entrepot.demo.carrier_bill import with_mistakes
from entrepot.domain.carrier_invoices import BilledLine
from entrepot.kit.spreadsheets import rows_of_csv
from tests.apps.fulfilment.test_carrier_invoices import on_its_way
from tests.factories.markets import a_rate

pytestmark = pytest.mark.django_db
NEW = "/en/console/carrier-invoices/new/"
HEADING = "number,currency,freight,charged_weight_g,tax"


@pytest.fixture
def sent() -> Shipment:
    a_rate("GBP", "0.80")
    return on_its_way()


def told(text: str, number: str = "INV-1") -> dict[str, str]:
    """The form, of an invoice dated today."""
    today = timezone.now().date().isoformat()
    return {"carrier": "simcarrier", "number": number, "dated": today, "text": text}


def test_a_faulty_cell_is_named_and_nothing_is_stored(console: Client, sent: Shipment) -> None:
    page = console.post(NEW, told(f"{HEADING}\nL1,EUR,six,400,"))
    assertContains(page, "“six” is no amount", status_code=422)
    assertContains(page, "C2", status_code=422)
    assert CarrierInvoice.objects.count() == 0


def test_an_invoice_is_reviewed_booked_and_its_dispute_settled(console: Client, sent: Shipment) -> None:
    number = sent.parcels.get().tracking_number
    review = console.post(NEW, told(f"{HEADING}\n{number},EUR,9.00,1500,5.50"))
    assertContains(review, "Charged for 1500 g; 400 g at most were agreed or weighed.")
    assertContains(review, sent.consignment.order.number)
    assert CarrierInvoice.objects.count() == 0
    signed = re.search(r'name="invoice" value="([^"]+)"', review.content.decode())
    assert signed is not None
    booked = console.post(reverse("backoffice:book_carrier_invoice"), {"invoice": signed[1]})
    line = CarrierInvoiceLine.objects.get()
    assertRedirects(booked, reverse("backoffice:carrier_invoice", args=[line.invoice_id]))
    assertContains(console.get(booked["location"]), "In dispute")
    settle = reverse("backoffice:settle_invoice_line", args=[line.pk])
    console.post(settle, {"act": "credit", "note": ""})
    assert CarrierInvoiceLine.objects.get().status == "disputed"
    console.post(settle, {"act": "credit", "note": "CN-7"})
    line.refresh_from_db()
    assert (line.status, line.note) == ("credited", "CN-7")
    order = console.get(f"/en/console/orders/{sent.consignment.order.number}/")
    assertContains(order, "What carriers billed")
    assertContains(order, "Freight as billed for 1 of 1 parcel")
    overview = console.get("/en/console/carrier-invoices/")
    # 5.30 were quoted, 5.50 paid: 4.24 and 4.40 in pounds.
    for figure in ("£4.24", "£4.40"):
        assertContains(overview, figure)


def test_an_invoice_that_is_booked_is_refused_again(console: Client, sent: Shipment) -> None:
    invoice = CarrierInvoice.objects.create(
        carrier="simcarrier", number="INV-1", dated="2026-05-18", currency="EUR", booked_by="operator:1",
        booked_at="2026-05-18T09:00Z",
    )  # fmt: skip
    page = console.post(NEW, told(f"{HEADING}\nL1,EUR,6.00,400,", invoice.number))
    assertContains(page, "booked already", status_code=422)


def test_a_review_that_was_changed_is_not_booked(console: Client, sent: Shipment) -> None:
    console.post(reverse("backoffice:book_carrier_invoice"), {"invoice": "forged"})
    assert CarrierInvoice.objects.count() == 0


def test_what_is_still_to_be_billed_reads_back_as_an_invoice(console: Client, sent: Shipment) -> None:
    expected = reverse("backoffice:expected_bill", args=["simcarrier"])
    text = console.get(expected).content.decode("utf-8-sig")
    number = sent.parcels.get().tracking_number
    assert [row[:1] for row in rows_of_csv(text)] == [["number"], [number]]
    assertNotContains(console.post(NEW, told(text)), "contested<")
    upload = SimpleUploadedFile("bill.csv", text.encode())
    assertContains(console.post(NEW, {**told(""), "file": upload}), number)
    assert console.get(reverse("backoffice:expected_bill", args=["nobody"])).status_code == 404


def test_a_workbook_is_read(console: Client, sent: Shipment, tmp_path: object) -> None:
    path = f"{tmp_path}/bill.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("invoice")
        sheet.write_row(0, 0, ["number", "currency", "freight"])
        sheet.write_row(1, 0, [sent.parcels.get().tracking_number, "EUR", 6])
    with open(path, "rb") as file:
        assertContains(console.post(NEW, {**told(""), "file": file}), sent.consignment.order.number)


def test_an_example_makes_the_mistakes_that_carriers_make() -> None:
    lines = [
        BilledLine(row, f"L{row}", "EUR", freight=Decimal(6), tax=Decimal(5), charged_weight_g=400)
        for row in range(2, 6)
    ]
    found = with_mistakes(lines)
    assert [(line.row, line.number, line.parts["freight"].amount, line.tax) for line in found] == [
        (2, "L2", 6, 5), (3, "L3", 12, 5), (4, "L4", 8, 5), (5, "L5", 6, Decimal("5.20")), (6, "L2", 6, 0),
        (7, "UNKNOWN1", 6, 0),
    ]  # fmt: skip

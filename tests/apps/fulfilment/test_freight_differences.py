"""Carriers' invoices and accrued freight are proved: each lie about them is told."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from entrepot.apps.fulfilment.models import CarrierInvoiceLine, InvoicedPart, Shipment
from entrepot.apps.fulfilment.queries.freight_differences import freight_differences
from entrepot.apps.fulfilment.services.settle_invoice_line import settle_invoice_line
from entrepot.apps.orders.models import OrderCharge
from entrepot.apps.payments.services.book import book
from entrepot.domain.money import Money
from tests.apps.fulfilment.test_carrier_invoices import NOW, a_line, booked, number_of, on_its_way
from tests.factories.markets import a_rate

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent() -> Shipment:
    a_rate("GBP", "0.80")
    return on_its_way()


def book_freight(key: str, account: str, amount: str) -> None:
    money = Money.of(amount, "EUR")
    book(key=key, kind="test", order=None, at=NOW, postings=[(account, money), ("bank", -money)])


def test_nothing_differs_while_lines_are_accepted_disputed_credited_and_paid(sent: Shipment) -> None:
    number = number_of(sent)
    invoice = booked(
        a_line(number, duty=Decimal("9.00")),
        a_line(number, row=3),
        a_line("ZZ1", row=4),
        a_line("ZZ2", row=5),
    )
    credited, paid = invoice.lines.get(row=4), invoice.lines.get(row=5)
    settle_invoice_line(line=credited, is_credited=True, note="CN-7", by="operator:1", at=NOW)
    settle_invoice_line(line=paid, is_credited=False, note="paid", by="operator:1", at=NOW)
    assert [line.status for line in invoice.lines.all()] == ["disputed", "disputed", "credited", "accepted"]
    assert freight_differences() == []


LIES: dict[str, tuple[Callable[[], object], str]] = {
    "more is billed than is booked": (
        lambda: InvoicedPart.objects.update(billed_amount=10),
        "10.0000 EUR are owed and 3.0000 in dispute, but 9.0000 and 3.0000 are booked",
    ),
    "a dispute was credited, but not in the books": (
        lambda: CarrierInvoiceLine.objects.update(status="credited"),
        "6.0000 EUR are owed and 0 in dispute, but 9.0000 and 3.0000 are booked",
    ),
    "a bill is booked that nobody wrote": (
        lambda: book_freight("carrier_bill:0", "carrier_payable", "-5.00"),
        "line 0 of a carrier's invoice: 0 EUR are owed and 0 in dispute, but 5.0000 and 0 are booked",
    ),
    "more was agreed on than is accrued": (
        lambda: OrderCharge.objects.filter(kind="shipping").update(
            explanation={"lane_price": "7.00", "lane_currency": "EUR"}
        ),
        "EUR 7.00 is agreed of freight, but EUR 6.0000 is accrued",
    ),
    "freight is accrued for what never left": (
        lambda: Shipment.objects.update(dispatched_at=None),
        "nothing is agreed of freight, but EUR 6.0000 is accrued",
    ),
    "a bill took too little off its accrual": (
        lambda: InvoicedPart.objects.update(agreed_amount=8),
        "8.0000 EUR were agreed for a parcel of",
    ),
    "more is taken off than was accrued": (
        lambda: book_freight("again", "freight_accrued", "1.50"),
        "bills took 1.5000 EUR more off accrued freight than was accrued",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lie", "told"), LIES.values(), ids=LIES.keys())
def test_a_lie_about_freight_is_told(sent: Shipment, lie: Callable[[], object], told: str) -> None:
    booked(a_line(number_of(sent), "9.00"))
    assert freight_differences() == []
    lie()
    [sentence] = freight_differences()
    assert told in sentence

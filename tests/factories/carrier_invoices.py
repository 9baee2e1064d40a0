"""A carrier's invoice as rows: for pages to show."""

from datetime import date

from django.utils import timezone

from entrepot.apps.fulfilment.models import CarrierInvoice, CarrierInvoiceLine


def invoice_things() -> dict[str, str]:
    """What addresses of carriers' invoices can name: one with a disputed line."""
    invoice = CarrierInvoice.objects.create(
        carrier="simcarrier", number="INV-1", dated=date(2026, 5, 18), currency="EUR",
        booked_by="operator:1", booked_at=timezone.now(),
    )  # fmt: skip
    line = CarrierInvoiceLine.objects.create(
        invoice=invoice, row=2, number="ZZ1", charged_weight_g=0, status="disputed"
    )
    return {"carrier_invoice": str(invoice.pk), "invoice_line": str(line.pk)}

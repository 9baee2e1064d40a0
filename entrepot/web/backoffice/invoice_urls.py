"""Addresses of carriers' invoices in the console."""

from typing import Final

from entrepot.web.backoffice.access import View
from entrepot.web.backoffice.views import carrier_invoices as views

PAGES: Final[tuple[tuple[str, View, str], ...]] = (
    ("carrier-invoices/", views.carrier_invoices, "carrier_invoices"),
    ("carrier-invoices/new/", views.new_carrier_invoice, "new_carrier_invoice"),
    ("carrier-invoices/book/", views.book, "book_carrier_invoice"),
    ("carrier-invoices/<int:pk>/", views.carrier_invoice, "carrier_invoice"),
    ("carrier-invoices/lines/<int:pk>/settle/", views.settle_line, "settle_invoice_line"),
    ("carrier-invoices/expected/<slug:carrier>.csv", views.expected, "expected_bill"),
)

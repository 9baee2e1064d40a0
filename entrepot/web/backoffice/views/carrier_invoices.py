"""Carriers' invoices: try one line by line, book it, settle what is disputed."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.fulfilment.models import CarrierInvoice, CarrierInvoiceLine
from entrepot.apps.fulfilment.queries.carrier_bills import judge_bill
from entrepot.apps.fulfilment.queries.expected_bill import expected_bill
from entrepot.apps.fulfilment.services.book_carrier_invoice import book_carrier_invoice
from entrepot.apps.fulfilment.services.settle_invoice_line import settle_invoice_line
from entrepot.apps.fulfilment.words import cell_problem
from entrepot.apps.markets.queries import currencies
from entrepot.demo.carrier_bill import with_mistakes
from entrepot.domain.carrier_invoices import BilledLine, read_bill, write_bill
from entrepot.domain.money import total
from entrepot.domain.tables import CellFault
from entrepot.kit.errors import Refused
from entrepot.kit.spreadsheets import csv_of, sheets_of
from entrepot.web.acting import carry_out
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.carrier_invoices import InvoiceForm, SettleForm, carrier_codes
from entrepot.web.backoffice.queries.carrier_invoices import (
    BENCH_DAYS,
    bench,
    disputes_first,
    invoice_shown,
    invoices,
    line_shown,
    lines_judged,
)
from entrepot.web.backoffice.shell import page
from entrepot.web.backoffice.table_files import sheets_given, table_file

UNPROCESSABLE = 422
PAGE_SIZE = 25
SHEET = "invoice"
SALT = "carrier-invoice"
LONGEST_REVIEW_SECONDS = 86_400


def carrier_invoices(request: HttpRequest) -> HttpResponse:
    """All of them, and how well duty was quoted."""
    page_obj = Paginator(invoices(), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    context = {
        "page_obj": page_obj,
        "invoices": [invoice_shown(row) for row in page_obj],
        "carriers": carrier_codes(),
        "bench": bench(),
        "bench_days": BENCH_DAYS,
    }
    return page(request, "carrier_invoices.html", context)


def new_carrier_invoice(request: HttpRequest) -> HttpResponse:
    """Upload one; without a fault its lines are shown as they would be booked, and nothing is stored yet."""
    form = InvoiceForm(request.POST or None, request.FILES or None, initial={"dated": timezone.now().date()})
    faults: list[CellFault] = []
    if request.method == "POST" and form.is_valid():
        sheets = sheets_given(form, needed=SHEET, read=partial(sheets_of, needed=SHEET))
        if sheets is not None:
            lines, faults = read_bill(sheets[SHEET], currencies=currencies(form.cleaned_data["dated"]))
            if not faults and (response := _review(request, form, lines)) is not None:
                return response
    context = {
        "form": form, "faults": [{"fault": each, "message": cell_problem(each)} for each in faults],
    }  # fmt: skip
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "carrier_invoice_new.html", context, status=status)


@require_POST
def book(request: HttpRequest) -> HttpResponse:
    """Book an invoice that was reviewed."""
    try:
        kept = signing.loads(request.POST.get("invoice", ""), salt=SALT, max_age=LONGEST_REVIEW_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("The review is too old. Try the invoice again."))
        return redirect("backoffice:new_carrier_invoice")
    dated = date.fromisoformat(kept["dated"])
    lines, _faults = read_bill(kept["rows"], currencies=currencies(dated))
    try:
        invoice = book_carrier_invoice(
            carrier=kept["carrier"], number=kept["number"], dated=dated, lines=lines,
            by=operator_of(request), at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("backoffice:new_carrier_invoice")
    messages.success(request, _("The invoice is booked."))
    return redirect("backoffice:carrier_invoice", invoice.pk)


def carrier_invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """One that is booked: disputed lines first."""
    shown = invoice_shown(get_object_or_404(invoices(), pk=pk))
    page_obj = Paginator(disputes_first(shown.invoice), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    context = {"shown": shown, "page_obj": page_obj, "lines": [line_shown(row) for row in page_obj]}
    return page(request, "carrier_invoice.html", context)


@require_POST
def settle_line(request: HttpRequest, pk: int) -> HttpResponse:
    """End the dispute about a line."""
    line = get_object_or_404(CarrierInvoiceLine.objects.select_related("invoice"), pk=pk)
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why, or name the credit note."))
    else:
        is_credited = form.cleaned_data["act"] == "credit"
        done = _("The carrier's credit is booked.") if is_credited else _("The line is accepted and booked.")
        carry_out(
            request,
            lambda: settle_invoice_line(
                line=line, is_credited=is_credited, note=form.cleaned_data["note"], by=operator_of(request),
                at=timezone.now(),
            ),
            done=done,
        )  # fmt: skip
    return redirect("backoffice:carrier_invoice", line.invoice_id)


def expected(request: HttpRequest, carrier: str) -> HttpResponse:
    """What ``carrier`` has still to bill, as a file that can be uploaded; ``mistakes`` in a demonstration are
    those that carriers make."""
    if carrier not in carrier_codes():
        raise Http404
    lines = expected_bill(carrier=carrier, on=timezone.now().date())
    if settings.DEMO and "mistakes" in request.GET:
        lines = with_mistakes(lines)
    return table_file(csv_of(write_bill(lines)), f"{carrier}-invoice.csv")


def _review(request: HttpRequest, form: InvoiceForm, lines: Sequence[BilledLine]) -> HttpResponse | None:
    told = {name: form.cleaned_data[name] for name in ("carrier", "number", "dated")}
    if CarrierInvoice.objects.filter(carrier=told["carrier"], number=told["number"]).exists():
        form.add_error("number", _("This invoice is booked already."))
        return None
    judged = judge_bill(carrier=told["carrier"], lines=lines, dated=told["dated"])
    kept: dict[str, Any] = {**told, "dated": told["dated"].isoformat(), "rows": write_bill(lines)}
    parts = [part for each in judged for part in each.judged.parts]
    context = {
        **told,
        "lines": sorted(lines_judged(judged), key=lambda line: (line.status != "disputed", line.row)),
        "billed": total((part.billed for part in parts), lines[0].currency),
        "contested": total((part.contested for part in parts), lines[0].currency),
        "invoice": signing.dumps(kept, salt=SALT, compress=True),
    }  # fmt: skip
    return page(request, "carrier_invoice_review.html", context)

"""Receiving at the door: scan or type what was unloaded, then close with a reason for each difference."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import InboundLine, InboundShipment
from entrepot.apps.inventory.services.close_inbound import close_inbound
from entrepot.apps.inventory.services.receive_inbound import Unloaded, receive_inbound
from entrepot.web.acting import submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.inbound import CloseForm, ReceiveForm
from entrepot.web.backoffice.shell import page
from entrepot.web.backoffice.views.inbound import find

UNPROCESSABLE = 422


def receive(request: HttpRequest, number: str) -> HttpResponse:
    """One article at a time, as fast as a scanner: the form comes back empty for the next one."""
    row = find(number)
    lines = list(row.lines.select_related("variant__product"))
    if request.method != "POST":
        return _page(request, row, lines, _prefilled(request, lines))
    form = ReceiveForm(request.POST)
    if form.is_valid() and _take_in(request, row, lines, form):
        return redirect("backoffice:receive_inbound", number)
    return _page(request, row, lines, form, status=UNPROCESSABLE)


def _take_in(request: HttpRequest, row: InboundShipment, lines: list[InboundLine], form: ReceiveForm) -> bool:
    cleaned = form.cleaned_data
    line = _line_for(lines, cleaned["sku"], cleaned["lot_number"])
    if line is None:
        message = _("%(sku)s is not on this list. Set it aside and tell the office.")
        form.add_error("sku", message % {"sku": cleaned["sku"]})
        return False
    found = Unloaded(
        line.position, cleaned["received"], cleaned["damaged"] or 0, cleaned["lot_number"] or None,
        cleaned["expires_on"],
    )  # fmt: skip
    return submit(
        request, form,
        lambda: receive_inbound(shipment=row, unloaded=[found], key=cleaned["key"], by=operator_of(request)),
        done=_("%(pieces)d × %(sku)s received.")
        % {"pieces": found.received + found.damaged, "sku": line.variant.sku},
    )  # fmt: skip


def _line_for(lines: list[InboundLine], sku: str, lot_number: str) -> InboundLine | None:
    """The line of the article: of that lot, else one that still waits for units, else the first."""
    fitting = [line for line in lines if line.variant.sku.lower() == sku.strip().lower()]
    same_lot = [line for line in fitting if lot_number and line.lot_number == lot_number]
    waiting = [line for line in fitting if line.outstanding]
    return next(iter(same_lot or waiting or fitting), None)


def _prefilled(request: HttpRequest, lines: list[InboundLine]) -> ReceiveForm:
    """With the line that was tapped, if any."""
    tapped = [line for line in lines if str(line.position) == request.GET.get("line", "")]
    if not tapped:
        return ReceiveForm.fresh()
    return ReceiveForm.fresh(tapped[0].variant.sku, tapped[0].lot_number, tapped[0].outstanding)


def _page(
    request: HttpRequest,
    row: InboundShipment,
    lines: list[InboundLine],
    form: ReceiveForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "shipment": row, "lines": lines, "form": form,
        "outstanding": sum(line.outstanding for line in lines),
    }  # fmt: skip
    return page(request, "inbound_receive.html", context, status=status)


def close(request: HttpRequest, number: str) -> HttpResponse:
    """Close, with a reason for each line that differs."""
    row = find(number)
    lines = row.lines.select_related("variant")
    differing = {
        line.position: _("%(sku)s: %(expected)d expected, %(received)d good, %(damaged)d damaged")
        % {
            "sku": line.variant.sku, "expected": line.expected, "received": line.received,
            "damaged": line.damaged,
        }
        for line in lines
        if line.damaged or line.came != line.expected
    }  # fmt: skip
    form = CloseForm(differing, request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and submit(
            request, form,
            lambda: close_inbound(shipment=row, reasons=form.reasons(), by=operator_of(request)),
            done=_("Closed. Every lot has its landed cost."),
        )
    ):  # fmt: skip
        return redirect("backoffice:inbound_shipment", number)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "inbound_close.html", {"shipment": row, "form": form}, status=status)

"""Deconsolidation at the hub: scan what comes out of the bags, print the local label."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import CustodyScan, MasterWaybill, Parcel
from entrepot.apps.fulfilment.services.accept_found_parcel import accept_found_parcel
from entrepot.apps.fulfilment.services.deconsolidate_parcel import deconsolidate_parcel
from entrepot.apps.fulfilment.services.make_local_label import make_local_label
from entrepot.apps.fulfilment.services.set_parcel_aside import set_parcel_aside
from entrepot.apps.fulfilment.services.undo_found_scan import undo_found_scan
from entrepot.kit.errors import Refused
from entrepot.web.acting import carry_out, put_faults, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.consolidation import AsideForm, DeconsolidateForm, MoveForm
from entrepot.web.backoffice.queries.consolidation import found_scan, outstanding, taken_out
from entrepot.web.backoffice.shell import page
from entrepot.web.backoffice.views.waybills import find

UNPROCESSABLE = 422


def deconsolidate(request: HttpRequest, number: str) -> HttpResponse:
    """One parcel after the other; the last one's outcome and label stand above the field."""
    row = find(number)
    form = DeconsolidateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _scan(request, row, form):
        return redirect("backoffice:deconsolidate", number)
    context = {
        "waybill": row,
        "form": form,
        "scans": taken_out(row),
        "outstanding": outstanding(row),
    }
    return page(request, "deconsolidate.html", context, status=UNPROCESSABLE if form.errors else 200)


def _scan(request: HttpRequest, waybill: MasterWaybill, form: DeconsolidateForm) -> bool:
    """What belongs here is told as done; what goes into the exception bin as a warning."""
    cleaned = form.cleaned_data
    try:
        scan = deconsolidate_parcel(
            waybill=waybill, code=cleaned["code"], damaged=cleaned["damaged"], note=cleaned["note"],
            by=operator_of(request),
        )  # fmt: skip
    except Refused as refusal:
        put_faults(form, refusal)
        return False
    told = {"code": cleaned["code"], "number": scan.parcel.shipment.number}
    if scan.act == CustodyScan.Act.EXPECTED:
        messages.success(request, _("%(code)s is scanned.") % told)
    elif scan.act == CustodyScan.Act.DAMAGED:
        messages.warning(request, _("%(code)s is damaged: it lies in the exception bin.") % told)
    elif scan.parcel.shipment.status == "packed":
        text = _(
            "%(code)s was not expected: %(number)s has not left its warehouse. Decide in the exception bin."
        )
        messages.warning(request, text % told)
    else:
        messages.warning(request, _("%(code)s was not expected: it lies in the exception bin.") % told)
    return True


def found_parcel(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A parcel in the exception bin: it belongs here after all, or it does not go on."""
    waybill = find(number)
    parcel = get_object_or_404(Parcel.objects.select_related("shipment__consignment__order"), pk=pk)
    scan = found_scan(parcel, waybill)
    if scan is None:
        raise Http404(parcel.tracking_number)
    asked = request.POST.get("do", "")
    is_stray = scan.act == CustodyScan.Act.UNEXPECTED
    move_form = MoveForm(waybill, request.POST if asked == "move" else None) if is_stray else None
    aside_form = AsideForm(request.POST if asked == "aside" else None)
    if move_form and move_form.is_valid() and _move(request, parcel, move_form):
        return redirect("backoffice:deconsolidate", number)
    if aside_form.is_valid() and _set_aside(request, parcel, waybill, aside_form):
        return redirect("backoffice:deconsolidate", number)
    if asked == "undo" and _undo(request, parcel, waybill):
        return redirect("backoffice:deconsolidate", number)
    context = {
        "waybill": waybill, "parcel": parcel, "order": parcel.shipment.consignment.order, "scan": scan,
        "scans": parcel.scans.select_related("waybill", "bag"), "move_form": move_form,
        "aside_form": aside_form,
    }  # fmt: skip
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "found_parcel.html", context, status=status)


def _move(request: HttpRequest, parcel: Parcel, form: MoveForm) -> bool:
    bag = form.cleaned_data["bag"]
    return submit(
        request, form, lambda: accept_found_parcel(parcel=parcel, bag=bag, by=operator_of(request)),
        done=_("The parcel goes on from here. Print its local label."),
    )  # fmt: skip


def _undo(request: HttpRequest, parcel: Parcel, waybill: MasterWaybill) -> bool:
    return carry_out(
        request, lambda: undo_found_scan(parcel=parcel, waybill=waybill, by=operator_of(request)),
        done=_("The scan is undone; the parcel stays where it was."),
    )  # fmt: skip


def _set_aside(request: HttpRequest, parcel: Parcel, waybill: MasterWaybill, form: AsideForm) -> bool:
    cleaned = form.cleaned_data
    return submit(
        request, form,
        lambda: set_parcel_aside(
            parcel=parcel, waybill=waybill, fate=CustodyScan.Act(cleaned["fate"]), reason=cleaned["reason"],
            by=operator_of(request),
        ),
        done=_("It is written down."),
    )  # fmt: skip


def local_label(request: HttpRequest, pk: int) -> HttpResponse:
    """The label that goes over the old one."""
    parcel = get_object_or_404(Parcel.objects.select_related("shipment__consignment__order"), pk=pk)
    try:
        content = make_local_label(parcel=parcel)
    except Refused as refusal:
        raise Http404(refusal.message) from refusal
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{parcel.tracking_number}.pdf"'
    return response

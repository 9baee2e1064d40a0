"""Deconsolidation at the hub: scan what comes out of the bags, print the local label."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import CustodyScan, MasterWaybill, Parcel
from entrepot.apps.fulfilment.queries.travelling_together import parcels_of
from entrepot.apps.fulfilment.services.accept_found_parcel import accept_found_parcel
from entrepot.apps.fulfilment.services.deconsolidate_parcel import TAKEN_OUT, deconsolidate_parcel
from entrepot.apps.fulfilment.services.make_local_label import make_local_label
from entrepot.apps.fulfilment.services.set_parcel_aside import set_parcel_aside
from entrepot.kit.errors import Refused
from entrepot.web.acting import submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.consolidation import AsideForm, DeconsolidateForm, MoveForm
from entrepot.web.backoffice.shell import page
from entrepot.web.backoffice.views.waybills import find

UNPROCESSABLE = 422
IN_THE_BIN = (CustodyScan.Act.UNEXPECTED, CustodyScan.Act.DAMAGED)


def deconsolidate(request: HttpRequest, number: str) -> HttpResponse:
    """One parcel after the other; the last one's outcome and label stand above the field."""
    row = find(number)
    form = DeconsolidateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        if submit(
            request, form,
            lambda: deconsolidate_parcel(
                waybill=row, code=cleaned["code"], damaged=cleaned["damaged"], note=cleaned["note"],
                by=operator_of(request),
            ),
            done=_("%(code)s is scanned.") % {"code": cleaned["code"]},
        ):  # fmt: skip
            return redirect("backoffice:deconsolidate", number)
    taken_out = CustodyScan.objects.filter(waybill=row, act__in=TAKEN_OUT).select_related("parcel")
    scans = list(taken_out.order_by("-at", "-pk"))
    known = {scan.parcel_id for scan in scans}
    context = {
        "waybill": row,
        "form": form,
        "scans": scans,
        "outstanding": [parcel for parcel in parcels_of(row) if parcel.pk not in known],
    }
    return page(request, "deconsolidate.html", context, status=UNPROCESSABLE if form.errors else 200)


def found_parcel(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A parcel in the exception bin: it belongs here after all, or it does not go on."""
    waybill = find(number)
    parcel = get_object_or_404(Parcel.objects.select_related("shipment__consignment__order"), pk=pk)
    scan = get_object_or_404(parcel.scans.filter(waybill=waybill, act__in=IN_THE_BIN))
    asked = request.POST.get("do", "")
    is_stray = scan.act == CustodyScan.Act.UNEXPECTED
    move_form = MoveForm(waybill, request.POST if asked == "move" else None) if is_stray else None
    aside_form = AsideForm(request.POST if asked == "aside" else None)
    if move_form and move_form.is_valid() and _move(request, parcel, move_form):
        return redirect("backoffice:deconsolidate", number)
    if aside_form.is_valid() and _set_aside(request, parcel, waybill, aside_form):
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

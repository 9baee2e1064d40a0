"""Deconsolidation at the hub: scan what comes out of the bags, print the local label."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import CustodyScan, Parcel
from entrepot.apps.fulfilment.queries.travelling_together import parcels_of
from entrepot.apps.fulfilment.services.deconsolidate_parcel import TAKEN_OUT, deconsolidate_parcel
from entrepot.apps.fulfilment.services.make_local_label import make_local_label
from entrepot.kit.errors import Refused
from entrepot.web.acting import submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.consolidation import DeconsolidateForm
from entrepot.web.backoffice.shell import page
from entrepot.web.backoffice.views.waybills import find

UNPROCESSABLE = 422


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

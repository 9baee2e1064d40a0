"""A bag: scan parcels into it, pull one off."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Bag, Parcel
from entrepot.apps.fulfilment.services.bag_parcel import bag_parcel
from entrepot.apps.fulfilment.services.pull_off_parcel import pull_off_parcel
from entrepot.web.acting import submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.consolidation import PullOffForm, ScanForm
from entrepot.web.backoffice.shell import page

UNPROCESSABLE = 422


def bag(request: HttpRequest, number: str) -> HttpResponse:
    """One parcel after the other, as fast as a scanner: the field comes back empty and with the focus."""
    row = _find(number)
    form = ScanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if submit(
            request, form, lambda: bag_parcel(bag=row, code=code, by=operator_of(request)),
            done=_("%(code)s is in the bag.") % {"code": code},
        ):  # fmt: skip
            return redirect("backoffice:bag", number)
    return _page(request, row, form)


def pull_off(request: HttpRequest, number: str, parcel: int) -> HttpResponse:
    """Into the exception bin, with a reason."""
    row = _find(number)
    one = get_object_or_404(Parcel.objects.select_related("shipment"), pk=parcel, bag=row)
    form = PullOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if submit(
            request, form, lambda: pull_off_parcel(parcel=one, why=why, by=operator_of(request)),
            done=_("%(number)s goes into the exception bin. Its case is open.")
            % {"number": one.tracking_number},
        ):  # fmt: skip
            return redirect("backoffice:bag", number)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "pull_off.html", {"bag": row, "parcel": one, "form": form}, status=status)


def _find(number: str) -> Bag:
    return get_object_or_404(Bag.objects.select_related("origin", "hub", "waybill", "pallet"), number=number)


def _page(request: HttpRequest, row: Bag, form: ScanForm) -> HttpResponse:
    parcels = row.parcels.select_related("shipment__consignment__order").prefetch_related("numbers")
    found = list(parcels.order_by("pk"))
    context = {
        "bag": row,
        "form": form,
        "parcels": found,
        "weight_g": sum(parcel.weight_g for parcel in found),
        "is_open": row.waybill is None or row.waybill.status == "open",
    }
    return page(request, "bag.html", context, status=UNPROCESSABLE if form.errors else 200)

"""The control tower: all that is under way, and what needs somebody."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.fulfilment.documents.proof_of_delivery import make_proof_of_delivery, proof_rows
from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.proof_of_delivery import ProofOfDelivery, proof_of_delivery
from entrepot.apps.fulfilment.services.request_news import request_news
from entrepot.web.acting import carry_out
from entrepot.web.backoffice.queries.cases import case_shown, open_cases
from entrepot.web.backoffice.queries.tower import PLACES, control_tower, parcel_rows, parcels_at
from entrepot.web.backoffice.shell import page
from entrepot.web.backoffice.world_map import world_drawn

CASES_SHOWN, PAGE_SIZE = 12, 50


def tower(request: HttpRequest) -> HttpResponse:
    """The map, lanes by place, and the most urgent cases."""
    shown = control_tower()
    context = {
        "tower": shown, "places": PLACES, "now": timezone.now(), "world": world_drawn(shown.flows),
        "entries": [case_shown(case) for case in open_cases()[:CASES_SHOWN]],
    }  # fmt: skip
    return page(request, "tower.html", context)


def tower_parcels(request: HttpRequest) -> HttpResponse:
    """The parcels of one cell of the tower, the longest there first."""
    page_obj = Paginator(parcels_at(request.GET), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    context = {"page_obj": page_obj, "rows": parcel_rows(page_obj), "asked": request.GET.dict()}
    return page(request, "tower_parcels.html", context)


def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """What the carrier said about the delivery of a parcel, and what it did not."""
    found = _proof(pk)
    return page(request, "proof_of_delivery.html", {"proof": found, "rows": proof_rows(found)})


def proof_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    found = _proof(pk)
    response = HttpResponse(make_proof_of_delivery(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="delivery-{found.tracking_number}.pdf"'
    return response


def _proof(pk: int) -> ProofOfDelivery:
    """404 for a parcel that is not delivered."""
    rows = Parcel.objects.select_related("shipment__consignment__order", "shipment__warehouse")
    found = proof_of_delivery(get_object_or_404(rows, pk=pk))
    if found is None:
        raise Http404
    return found


@require_POST
def ask_carrier(request: HttpRequest, pk: int) -> HttpResponse:
    """News of one parcel, at once; back to the page where it was asked for."""
    parcel = get_object_or_404(Parcel.objects.select_related("shipment__consignment__order"), pk=pk)
    carry_out(
        request,
        lambda: request_news(parcel=parcel),
        done=_("The carrier is being asked. What it answers shows here within moments."),
    )
    order = reverse("backoffice:order", args=[parcel.shipment.consignment.order.number])
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else order)

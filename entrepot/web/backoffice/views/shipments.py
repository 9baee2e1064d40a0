"""Shipments: the queue, one shipment with its pick list, the legal steps, packing, papers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from entrepot.apps.customs.documents.paper_set import paper_set
from entrepot.apps.customs.services.provide_document import provide_document
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services.compare_rates import Rates, compare_rates
from entrepot.apps.fulfilment.services.dispatch_shipment import dispatch_shipment
from entrepot.apps.fulfilment.services.pack_shipment import pack_shipment
from entrepot.apps.fulfilment.services.request_booking import request_booking
from entrepot.apps.fulfilment.services.start_picking import start_picking
from entrepot.apps.fulfilment.services.stop_picking import stop_picking
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.lanes.queries import is_collected
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.kit.errors import Refused
from entrepot.web.acting import carry_out
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.packing import (
    carried_by,
    entered_parcels,
    fresh_parcels,
    may_prefill,
    one_more,
    put_parcel_faults,
)
from entrepot.web.backoffice.forms.packing import specs as parcel_specs
from entrepot.web.backoffice.queries.packing import proposal_of, proposal_shown
from entrepot.web.backoffice.queries.shipments import (
    PAPERS_FROM,
    QUEUE_STATES,
    find_shipment,
    papers_of,
    shipment_queue,
    shipment_shown,
)
from entrepot.web.backoffice.shell import page
from entrepot.web.templatetags.status_words import WORD_OF_STATUS

PAGE_SIZE = 25
STATES = (*QUEUE_STATES, "dispatched", "returned", "delivered", "cancelled")
STEPS: dict[str, tuple[Callable[..., Any], str]] = {
    "start_picking": (start_picking, gettext_noop("Picking of %(number)s has started.")),
    "stop_picking": (stop_picking, gettext_noop("%(number)s is back in the queue.")),
    "dispatch_shipment": (dispatch_shipment, gettext_noop("%(number)s is on its way.")),
    "request_booking": (request_booking, gettext_noop("The carrier is asked again for %(number)s.")),
}


def shipments(request: HttpRequest) -> HttpResponse:
    """The queue of one state and warehouse, oldest first."""
    status, warehouse = request.GET.get("status", ""), request.GET.get("warehouse", "")
    found = Paginator(shipment_queue(status[:20], warehouse[:50]), PAGE_SIZE)
    page_obj = found.get_page(request.GET.get("page", "1"))
    context = {
        "page_obj": page_obj,
        "rows": [shipment_shown(row) for row in page_obj],
        "status": status,
        "states": [(state, WORD_OF_STATUS[state]) for state in STATES],
        "warehouse": warehouse,
        "warehouses": Warehouse.objects.order_by("code"),
    }
    return page(request, "shipments.html", context)


def shipment(request: HttpRequest, number: str) -> HttpResponse:
    return _shipment_page(request, shipment_or_404(number))


@require_POST
def step(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Take one of the steps of ``fulfilment.queries.next_steps``; packing has its own form."""
    if code not in STEPS:
        raise Http404(code)
    row = shipment_or_404(number)
    act, done = STEPS[code]
    by = operator_of(request)
    carried_out = carry_out(request, lambda: act(shipment=row, by=by), done=_(done) % {"number": number})
    if carried_out and code == "start_picking":
        return redirect("backoffice:shipment", number)
    return redirect(_back(request, row))


@require_POST
def pack(request: HttpRequest, number: str) -> HttpResponse:
    """Pack into the parcels of the form; ``more`` only adds an empty parcel to it, ``rates`` compares
    carriers for them."""
    row = shipment_or_404(number)
    if "more" in request.POST:
        return _shipment_page(request, row, one_more(row, request.POST.dict()))
    parcels = entered_parcels(row, request.POST.dict())
    if not parcels.is_valid():
        return _shipment_page(request, row, parcels, status=422)
    try:
        if "rates" in request.POST:
            collected = is_collected(row.consignment.mode)
            rates = None if collected else compare_rates(shipment=row, parcels=parcel_specs(parcels))
            return _shipment_page(request, row, parcels, rates=rates)
        pack_shipment(
            shipment=row, parcels=parcel_specs(parcels), by=operator_of(request),
            carried_by=carried_by(request.POST),
        )  # fmt: skip
    except Refused as refusal:
        put_parcel_faults(parcels, refusal)
        return _shipment_page(request, row, parcels, status=422)
    except IllegalTransition:
        messages.warning(request, _("This shipment is not being picked any more. This is how it stands now."))
    else:
        is_packed = (
            _("%(number)s is packed.") if is_collected(row.consignment.mode)
            else _("%(number)s is packed; the carrier is asked for a number.")
        )  # fmt: skip
        messages.success(request, is_packed % {"number": number})
    return redirect("backoffice:shipment", number)


def paper(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """A document as it was made, to look at or print."""
    row = shipment_or_404(number)
    try:
        made = provide_document(shipment=row, kind=kind)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("backoffice:shipment", number)
    response = HttpResponse(bytes(made.content), content_type=made.media_type)
    response.headers["Content-Disposition"] = f'inline; filename="{number}-{kind}.pdf"'
    return response


def shipment_or_404(number: str) -> Shipment:
    try:
        return find_shipment(number)
    except Refused as refusal:
        raise Http404(refusal.message) from refusal


def _shipment_page(
    request: HttpRequest,
    row: Shipment,
    parcels: "BaseFormSet[Any] | None" = None,
    *,
    rates: Rates | None = None,
    status: int = 200,
) -> HttpResponse:
    proposal = proposal_of(row)
    papers = paper_set(row) if row.status in PAPERS_FROM else None
    shown = shipment_shown(row)
    context = {
        "one": replace(shown, papers=papers_of(row, papers.kinds)) if papers else shown,
        "order": row.consignment.order,
        "parcels": parcels or (fresh_parcels(row, proposal) if row.status == "picking" else None),
        "proposal": proposal_shown(row, proposal) if proposal else None,
        "is_prefilled": proposal is not None and may_prefill(proposal),
        "rates": rates,
        "paper_set": papers,
        "is_collected": is_collected(row.consignment.mode),
    }
    return page(request, "shipment.html", context, status=status)


def _back(request: HttpRequest, row: Shipment) -> str:
    """To the page the button stood on: the order's, the queue's or the shipment's."""
    pages = {
        "order": reverse("backoffice:order", args=[row.consignment.order.number]),
        "queue": reverse("backoffice:shipments"),
        "home": reverse("backoffice:home"),
    }
    return pages.get(request.POST.get("back", ""), reverse("backoffice:shipment", args=[row.number]))

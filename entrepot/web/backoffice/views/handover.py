"""Handing over to carriers: what waits until which cut-off, manifests that close a day, pick-ups."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.fulfilment.documents.manifest import make_manifest_sheet
from entrepot.apps.fulfilment.models import Manifest, Pickup
from entrepot.apps.fulfilment.queries.handover import waiting_by_carrier
from entrepot.apps.fulfilment.services.make_manifest import make_manifest
from entrepot.apps.fulfilment.services.order_pickup import call_off_pickup, order_pickup
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.handover import PickupForm
from entrepot.web.backoffice.forms.warehousing import our_warehouses
from entrepot.web.backoffice.shell import page

SHOWN = 20


def handover(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Put what waits of one carrier in one warehouse on a manifest."""
    code, carrier = (request.POST.get(name, "").replace("\x00", "")[:50] for name in ("warehouse", "carrier"))
    warehouse = get_object_or_404(our_warehouses(), code=code)
    carry_out(
        request,
        lambda: make_manifest(warehouse=warehouse, carrier=carrier, by=operator_of(request)),
        done=_("The manifest is made; the carrier is asked to close it."),
    )
    return redirect("backoffice:handover")


def manifest_paper(request: HttpRequest, number: str) -> HttpResponse:
    """The sheet for the driver."""
    row = get_object_or_404(Manifest.objects.select_related("warehouse"), number=number)
    response = HttpResponse(make_manifest_sheet(row), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{number}.pdf"'
    return response


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    form = PickupForm(request.POST)
    done = _("The carrier is asked to come.")
    if form.is_valid() and submit(
        request, form, lambda: order_pickup(by=operator_of(request), **form.values()), done=done
    ):
        return redirect("backoffice:handover")
    return _page(request, form, status=422)


@require_POST
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Pickup, pk=pk)
    carry_out(
        request, lambda: call_off_pickup(pickup=row, by=operator_of(request)),
        done=_("The pick-up is called off."),
    )  # fmt: skip
    return redirect("backoffice:handover")


def _page(request: HttpRequest, form: PickupForm | None = None, *, status: int = 200) -> HttpResponse:
    waiting = waiting_by_carrier()
    now = timezone.now()
    first = waiting[0] if waiting else None
    initial: dict[str, object] = {"day": now.date(), "ready": "14:00", "closes": "17:00"}
    if first is not None:
        initial |= {
            "warehouse": first.warehouse.code, "carrier": first.carrier, "parcels": first.parcels,
            "weight_g": first.weight_g,
        }  # fmt: skip
    manifests = Manifest.objects.select_related("warehouse").prefetch_related("parcels")
    context = {
        "waiting": waiting,
        "now": now,
        "manifests": manifests[:SHOWN],
        "pickups": Pickup.objects.select_related("warehouse")[:SHOWN],
        "form": form or PickupForm(initial=initial),
    }
    return page(request, "handover.html", context, status=status)

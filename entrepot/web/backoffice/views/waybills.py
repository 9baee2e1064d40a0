"""Master waybills: what waits, what flies, one of them with its bags, steps and manifest."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.fulfilment.documents.waybill_manifest import COLUMNS, make_manifest, manifest_rows
from entrepot.apps.fulfilment.models import Bag, MasterWaybill
from entrepot.apps.fulfilment.queries.travelling_together import DepartureFault, departure_faults
from entrepot.apps.fulfilment.services.arrive_waybill import arrive_waybill
from entrepot.apps.fulfilment.services.cancel_waybill import cancel_waybill
from entrepot.apps.fulfilment.services.close_waybill import close_waybill
from entrepot.apps.fulfilment.services.depart_waybill import depart_waybill
from entrepot.apps.fulfilment.services.finish_deconsolidation import finish_deconsolidation
from entrepot.apps.fulfilment.services.load_bag import load_bag
from entrepot.apps.fulfilment.services.open_bag import open_bag
from entrepot.apps.fulfilment.services.open_waybill import open_waybill
from entrepot.apps.fulfilment.services.reopen_waybill import reopen_waybill
from entrepot.apps.fulfilment.services.start_pallet import start_pallet
from entrepot.domain.lifecycles import MASTER_WAYBILL
from entrepot.kit.models import StatusChange
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.consolidation import LoadForm, WaybillForm
from entrepot.web.backoffice.queries.consolidation import (
    bags_to_load,
    outstanding,
    waiting_with_flights,
    waybill_rows,
)
from entrepot.web.backoffice.shell import page
from entrepot.web.backoffice.words import ROLE_WORDS
from entrepot.web.csv_lines import csv_lines

PAGE_SIZE = 25
UNPROCESSABLE = 422
# Code of a step, its service, what is said when it is done, and the state it leads to.
STEPS: dict[str, tuple[Callable[..., Any], str, str]] = {
    "close": (close_waybill, gettext_noop("Closed: the manifest stands."), "closed"),
    "reopen": (reopen_waybill, gettext_noop("Open again: bags can be changed."), "open"),
    "depart": (depart_waybill, gettext_noop("Departed. Every parcel's page says so."), "departed"),
    "arrive": (arrive_waybill, gettext_noop("Arrived. Scan the parcels as they come out."), "arrived"),
    "finish": (finish_deconsolidation, gettext_noop("All bags are empty."), "deconsolidated"),
    "cancel": (cancel_waybill, gettext_noop("Called off; its bags wait for another flight."), "cancelled"),
}


def waybills(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    context = {
        "page_obj": Paginator(waybill_rows(state), PAGE_SIZE).get_page(request.GET.get("page", "1")),
        "state": state,
        "tabs": [("", _("To depart")), ("away", _("In the air or arrived")), ("ended", _("Done"))],
        "waiting": waiting_with_flights() if not state else [],
    }
    return page(request, "waybills.html", context)


def new_waybill(request: HttpRequest) -> HttpResponse:
    form = WaybillForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made: list[MasterWaybill] = []
        if submit(
            request, form, lambda: made.append(open_waybill(booked=form.booked())),
            done=_("The waybill is open. Add bags and scan parcels into them."),
        ):  # fmt: skip
            return redirect("backoffice:waybill", made[0].number)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "waybill_new.html", {"form": form}, status=status)


def waybill(request: HttpRequest, number: str) -> HttpResponse:
    return _page(request, find(number))


def find(number: str) -> MasterWaybill:
    """The waybill of that number, or 404."""
    return get_object_or_404(MasterWaybill.objects.select_related("origin", "hub"), number=number)


@require_POST
def step(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Take a step; that all bags are empty is confirmed first when parcels would be missing."""
    if code not in STEPS:
        raise Http404(code)
    row = find(number)
    if code == "finish" and row.status == "arrived" and "confirmed" not in request.POST:
        missing = outstanding(row)
        if missing:
            return page(request, "bags_empty.html", {"waybill": row, "missing": missing})
    act, done, _state = STEPS[code]
    carry_out(request, lambda: act(waybill=row, by=operator_of(request)), done=_(done))
    return redirect("backoffice:waybill", number)


@require_POST
def new_bag(request: HttpRequest, number: str) -> HttpResponse:
    """A bag under this waybill; its page takes the scans."""
    row, made = find(number), list[Bag]()
    if carry_out(
        request,
        lambda: made.append(open_bag(origin=row.origin, hub=row.hub, waybill=row)),
        done=_("The bag is open. Scan parcels into it."),
    ):
        return redirect("backoffice:bag", made[0].number)
    return redirect("backoffice:waybill", number)


@require_POST
def new_pallet(request: HttpRequest, number: str) -> HttpResponse:
    row = find(number)
    carry_out(request, lambda: start_pallet(waybill=row), done=_("The pallet has its number."))
    return redirect("backoffice:waybill", number)


@require_POST
def load(request: HttpRequest, number: str) -> HttpResponse:
    """Scan a bag under this waybill, onto a pallet if one is chosen; ``off`` takes it off again."""
    row = find(number)
    form = LoadForm(row, request.POST)
    if form.is_valid():
        bag = Bag.objects.filter(number=form.cleaned_data["bag"].strip().upper()).first()
        if bag is None:
            form.add_error("bag", _("There is no such bag. Scan the number on it."))
        else:
            target = None if "off" in request.POST else row
            pallet = row.pallets.filter(pk=form.cleaned_data["pallet"] or 0).first() if target else None
            if submit(
                request, form, lambda: load_bag(bag=bag, waybill=target, pallet=pallet),
                done=_("%(bag)s: noted.") % {"bag": bag.number},
            ):  # fmt: skip
                return redirect("backoffice:waybill", number)
    return _page(request, row, form, status=UNPROCESSABLE)


def manifest(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """As ``pdf``, ``csv`` or ``json``."""
    row = find(number)
    if form == "json":
        return JsonResponse({"waybill": row.number, "flight": row.flight, "parcels": manifest_rows(row)})
    if form == "csv":
        lines = csv_lines(COLUMNS, ([each[name] for name in COLUMNS] for each in manifest_rows(row)))
        response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    elif form == "pdf":
        response = HttpResponse(make_manifest(row, get_language() or "en"), content_type="application/pdf")
    else:
        raise Http404(form)
    response.headers["Content-Disposition"] = f'inline; filename="manifest-{row.number}.{form}"'
    return response


def _faults(row: MasterWaybill) -> list[tuple[DepartureFault, str]]:
    """What keeps it on the ground, with who must act in words."""
    if row.status not in ("open", "closed"):
        return []
    return [(fault, _(ROLE_WORDS[fault.role])) for fault in departure_faults(row)]


def _page(
    request: HttpRequest, row: MasterWaybill, load_form: LoadForm | None = None, *, status: int = 200
) -> HttpResponse:
    bags = row.bags.select_related("pallet").annotate(
        count=Count("parcels"), weight_g=Sum("parcels__weight_g")
    )
    weight_g = sum(bag.weight_g or 0 for bag in bags)
    history = StatusChange.objects.filter(lifecycle=MASTER_WAYBILL.name, row_id=str(row.pk))
    next_states = MASTER_WAYBILL.next_states(row.status)
    context: dict[str, Any] = {
        "waybill": row,
        "bags": bags,
        "weight_g": weight_g,
        "free_g": row.max_weight_g - weight_g,
        "parcel_count": sum(bag.count for bag in bags),
        "faults": _faults(row),
        "steps": {code for code, (_act, _done, state) in STEPS.items() if state in next_states},
        "history": history.order_by("at"),
        "load_form": load_form or LoadForm(row),
        "loadable": bags_to_load(row) if row.status == "open" else [],
        "scans": row.scans.exclude(act__in=["bagged", "pulled_off"]).select_related("parcel"),
    }
    return page(request, "waybill.html", context, status=status)

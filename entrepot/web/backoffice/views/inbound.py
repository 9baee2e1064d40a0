"""Inbound shipments and transfers: the list, one of them with legs, costs and steps."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.customs.models import CustomsPort
from entrepot.apps.customs.queries.inbound import inbound_borders
from entrepot.apps.customs.services.choose_inbound_port import DECLARED_FROM, choose_inbound_port
from entrepot.apps.inventory.models import InboundShipment
from entrepot.apps.inventory.services.add_inbound_cost import add_inbound_cost
from entrepot.apps.inventory.services.add_inbound_leg import add_inbound_leg
from entrepot.apps.inventory.services.announce_inbound import announce_inbound
from entrepot.apps.inventory.services.arrive_inbound import arrive_inbound
from entrepot.apps.inventory.services.cancel_inbound import cancel_inbound
from entrepot.apps.inventory.services.depart_inbound import depart_inbound
from entrepot.apps.inventory.services.plan_inbound import plan_inbound
from entrepot.domain.inventory.landed import Basis
from entrepot.domain.lifecycles import INBOUND_SHIPMENT
from entrepot.kit.models import StatusChange
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.inbound import CostForm, InboundForm, LegForm
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 25
UNPROCESSABLE = 422
UNDECLARED_IN = ("draft", "announced", *DECLARED_FROM)
ENDED = Q(status__in=["closed", "cancelled"])
TABS = {
    "": ~ENDED,
    "transfers": ~ENDED & Q(source__isnull=False),
    "arrived": Q(status__in=["arrived", "receiving"]),
    "ended": ENDED,
}


def inbound_shipments(request: HttpRequest) -> HttpResponse:
    """Open ones unless another ``state`` is asked for, the earliest due first."""
    state = request.GET.get("state", "")
    rows = _rows().filter(TABS.get(state, TABS[""])).annotate(due=Max("legs__eta")).order_by("due", "pk")
    context = {
        "page_obj": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page", "1")),
        "state": state,
        "today": timezone.now().date(),
        "tabs": [
            ("", _("Under way")), ("arrived", _("To receive")), ("transfers", _("Transfers")),
            ("ended", _("Closed")),
        ],
    }  # fmt: skip
    return page(request, "inbound.html", context)


def _rows() -> QuerySet[InboundShipment]:
    return InboundShipment.objects.select_related("source", "supplier", "destination")


def find(number: str) -> InboundShipment:
    """The shipment of that number, or 404."""
    return get_object_or_404(_rows(), number=number)


def new_inbound(request: HttpRequest) -> HttpResponse:
    """Draft an inbound shipment or a transfer."""
    form = InboundForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made: list[InboundShipment] = []
        if submit(
            request, form,
            lambda: made.append(plan_inbound(plan=form.plan(), by=operator_of(request))),
            done=_("Drafted. Add the legs of its way, then announce it."),
        ):  # fmt: skip
            return redirect("backoffice:inbound_shipment", made[0].number)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "inbound_new.html", {"form": form}, status=status)


def inbound_shipment(request: HttpRequest, number: str) -> HttpResponse:
    return _page(request, find(number))


@require_POST
def add_leg(request: HttpRequest, number: str) -> HttpResponse:
    row = find(number)
    form = LegForm(request.POST)
    if form.is_valid() and submit(
        request, form, lambda: add_inbound_leg(shipment=row, leg=form.leg()), done=_("The leg is added.")
    ):
        return redirect("backoffice:inbound_shipment", number)
    return _page(request, row, leg_form=form, status=UNPROCESSABLE)


@require_POST
def add_cost(request: HttpRequest, number: str) -> HttpResponse:
    row = find(number)
    form = CostForm(row, request.POST)
    if form.is_valid():
        cleaned = form.cleaned_data
        if submit(
            request, form,
            lambda: add_inbound_cost(
                shipment=row, kind=cleaned["kind"], basis=Basis(cleaned["basis"]), money=form.money(),
                leg=cleaned["leg"],
            ),
            done=_("The cost is added; closing shares it out over the goods."),
        ):  # fmt: skip
            return redirect("backoffice:inbound_shipment", number)
    return _page(request, row, cost_form=form, status=UNPROCESSABLE)


@require_POST
def choose_port(request: HttpRequest, number: str, direction: str) -> HttpResponse:
    """Say where the goods are declared; those under way are declared at once."""
    row = find(number)
    if direction not in ("export", "import"):
        raise Http404(direction)
    port = get_object_or_404(CustomsPort, code=request.POST.get("port", "").replace("\x00", ""))
    carry_out(
        request,
        lambda: choose_inbound_port(
            inbound=row, direction="export" if direction == "export" else "import", port=port,
            by=operator_of(request),
        ),
        done=_("The port is chosen."),
    )  # fmt: skip
    return redirect("backoffice:inbound_shipment", number)


@require_POST
def step(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Announce, depart, arrive or cancel."""
    row, by = find(number), operator_of(request)
    acts = {
        "announce": (lambda: announce_inbound(shipment=row, by=by), _("The warehouse knows what will come.")),
        "depart": (lambda: depart_inbound(shipment=row, by=by), _("It is under way.")),
        "arrive": (
            lambda: arrive_inbound(shipment=row, on=timezone.now().date(), by=by),
            _("It has arrived; it can be received now."),
        ),
        "cancel": (lambda: cancel_inbound(shipment=row, by=by, why=""), _("It is cancelled.")),
    }
    if code not in acts:
        raise Http404(code)
    act, done = acts[code]
    carry_out(request, act, done=done)
    return redirect("backoffice:inbound_shipment", number)


def _page(
    request: HttpRequest,
    row: InboundShipment,
    *,
    leg_form: LegForm | None = None,
    cost_form: CostForm | None = None,
    status: int = 200,
) -> HttpResponse:
    lines = row.lines.select_related("variant__product").prefetch_related("differences", "receipts__lot")
    declarations = list(row.declarations.select_related("port").order_by("direction", "pk"))
    history = StatusChange.objects.filter(lifecycle=INBOUND_SHIPMENT.name, row_id=str(row.pk))
    context: dict[str, Any] = {
        "shipment": row,
        "lines": lines,
        "sums": row.lines.aggregate(Sum("expected"), Sum("received"), Sum("damaged")),
        "legs": row.legs.all(),
        "costs": row.costs.select_related("leg", "line__variant"),
        "declarations": declarations,
        "is_under_way": row.status in DECLARED_FROM,
        "borders": [
            border
            for border in (inbound_borders(row) if row.status in UNDECLARED_IN else ())
            if border.direction not in {one.direction for one in declarations if one.status != "cancelled"}
        ],
        "history": history.order_by("at"),
        "is_open": not INBOUND_SHIPMENT.is_final(row.status),
        "steps": INBOUND_SHIPMENT.next_states(row.status),
        "leg_form": leg_form or LegForm(),
        "cost_form": cost_form or CostForm(row),
        "is_adding": status != 200,
    }
    return page(request, "inbound_shipment.html", context, status=status)

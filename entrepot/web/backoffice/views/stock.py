"""Stock by warehouse: search, count, receive."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.inventory.models import MinimumLife, StockLevel, Warehouse
from entrepot.apps.inventory.queries import expected
from entrepot.apps.inventory.services.count_stock import count_stock
from entrepot.apps.inventory.services.receive_stock import LotLabel, receive_stock
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.warehousing import LotForm, MinimumLifeForm, StockForm
from entrepot.web.backoffice.queries.stock import find_stock, stock_by_warehouse, with_status
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 30
UNPROCESSABLE = 422
MOVEMENTS = 15


def stock(request: HttpRequest) -> HttpResponse:
    """Levels with their units by state, and how old the figure is."""
    warehouse, text = request.GET.get("warehouse", "")[:50], request.GET.get("q", "").strip()[:80]
    state = request.GET.get("state", "")
    page_obj = Paginator(find_stock(warehouse, text, state), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    sums = stock_by_warehouse()
    context = {
        "page_obj": page_obj,
        "rows": with_status(list(page_obj)),
        "warehouse": warehouse,
        "text": text,
        "state": state,
        "tabs": [
            ("", _("All")), ("low", _("Low")), ("out", _("Out of stock")), ("expiring", _("Expiring soon")),
            ("blocked", _("Blocked")),
        ],
        "warehouses": [
            {"row": row, "sums": sums.get(row.code)} for row in Warehouse.objects.order_by("kind", "code")
        ],
    }  # fmt: skip
    return page(request, "stock.html", context)


def level(request: HttpRequest, warehouse: str, sku: str) -> HttpResponse:
    """One article in one warehouse: its lots, count or receive, what is coming, the latest movements."""
    row = _find(warehouse, sku)
    is_ours = row.warehouse.is_ours
    if request.method == "POST" and not is_ours:
        raise Http404(warehouse)
    form = StockForm(request.POST if request.method == "POST" else None, initial={"quantity": row.on_hand})
    if request.method == "POST" and form.is_valid() and _move(request, row, form):
        return redirect("backoffice:level", warehouse, sku)
    life = MinimumLife.objects.filter(variant=row.variant).first()
    context = {
        "row": with_status([row])[0],
        "form": form if is_ours else None,
        "lots": row.lots.exclude(quantity=0, blocked=0).order_by("expires_on", "received_at"),
        "lot_form": LotForm(),
        "life_form": MinimumLifeForm(initial={"days": life.days_at_delivery if life else 0}),
        "coming": [one for one in expected([row.variant_id]) if one.warehouse_code == warehouse],
        "movements": row.movements.select_related("lot").order_by("-pk")[:MOVEMENTS],
        "holders": row.reservations.filter(status__in=["held", "committed"]).order_by("-pk")[:MOVEMENTS],
    }
    return page(request, "level.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


@require_POST
def minimum_life(request: HttpRequest, warehouse: str, sku: str) -> HttpResponse:
    """How many days of life a buyer must have left, of the article in every warehouse."""
    row = _find(warehouse, sku)
    form = MinimumLifeForm(request.POST)
    if form.is_valid():
        days = {"days_at_delivery": form.cleaned_data["days"]}
        carry_out(
            request, lambda: MinimumLife.objects.update_or_create(variant=row.variant, defaults=days),
            done=_("The minimum life of %(sku)s is written down.") % {"sku": sku},
        )  # fmt: skip
    return redirect("backoffice:level", warehouse, sku)


def _find(warehouse: str, sku: str) -> StockLevel:
    rows = StockLevel.objects.select_related("warehouse", "variant__product")
    return get_object_or_404(rows, warehouse__code=warehouse, variant__sku=sku)


def _move(request: HttpRequest, row: StockLevel, form: StockForm) -> bool:
    cleaned = form.cleaned_data
    by, where = operator_of(request), row.warehouse.code

    def act() -> Any:
        if cleaned["kind"] == "receive":
            return receive_stock(
                warehouse_code=where, variant_id=row.variant_id, quantity=cleaned["quantity"],
                reference=cleaned["reference"], by=by,
                label=LotLabel(cleaned["lot_number"], cleaned["expires_on"]),
            )  # fmt: skip
        return count_stock(
            warehouse_code=where, variant_id=row.variant_id, counted=cleaned["quantity"],
            reference=cleaned["reference"], by=by,
        )  # fmt: skip

    return submit(
        request, form, act, done=_("The stock of %(sku)s is written down.") % {"sku": row.variant.sku}
    )

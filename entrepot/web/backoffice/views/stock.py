"""Stock by warehouse: search, count, receive."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import StockLevel, Warehouse
from entrepot.apps.inventory.services.count_stock import count_stock
from entrepot.apps.inventory.services.receive_stock import receive_stock
from entrepot.web.acting import submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.products import StockForm
from entrepot.web.backoffice.queries.products import find_stock, stock_by_warehouse
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 30
UNPROCESSABLE = 422
MOVEMENTS = 15


def stock(request: HttpRequest) -> HttpResponse:
    """Levels with on hand, reserved, available, and how old the figure is."""
    warehouse, text = request.GET.get("warehouse", "")[:50], request.GET.get("q", "").strip()[:80]
    state = request.GET.get("state", "")
    found = Paginator(find_stock(warehouse, text, state), PAGE_SIZE)
    sums = stock_by_warehouse()
    context = {
        "page_obj": found.get_page(request.GET.get("page", "1")),
        "warehouse": warehouse,
        "text": text,
        "state": state,
        "tabs": [("", _("All")), ("low", _("Low")), ("out", _("Out of stock"))],
        "warehouses": [
            {"row": row, "sums": sums.get(row.code)} for row in Warehouse.objects.order_by("kind", "code")
        ],
    }
    return page(request, "stock.html", context)


def level(request: HttpRequest, warehouse: str, sku: str) -> HttpResponse:
    """One article in one warehouse: count or receive, and the latest movements."""
    row = get_object_or_404(
        StockLevel.objects.select_related("warehouse", "variant__product"),
        warehouse__code=warehouse, variant__sku=sku,
    )  # fmt: skip
    is_ours = row.warehouse.kind != Warehouse.Kind.SUPPLIER
    if request.method == "POST" and not is_ours:
        raise Http404(warehouse)
    form = StockForm(request.POST if request.method == "POST" else None, initial={"quantity": row.on_hand})
    if request.method == "POST" and form.is_valid() and _move(request, row, form):
        return redirect("backoffice:level", warehouse, sku)
    context = {
        "level": row,
        "form": form if is_ours else None, "movements": row.movements.order_by("-pk")[:MOVEMENTS],
        "holders": row.reservations.filter(status__in=["held", "committed"]).order_by("-pk")[:MOVEMENTS],
    }  # fmt: skip
    return page(request, "level.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _move(request: HttpRequest, row: StockLevel, form: StockForm) -> bool:
    cleaned = form.cleaned_data
    by, where = operator_of(request), row.warehouse.code

    def act() -> Any:
        if cleaned["kind"] == "receive":
            return receive_stock(
                warehouse_code=where, variant_id=row.variant_id, quantity=cleaned["quantity"],
                reference=cleaned["reference"], by=by,
            )  # fmt: skip
        return count_stock(
            warehouse_code=where, variant_id=row.variant_id, counted=cleaned["quantity"],
            reference=cleaned["reference"], by=by,
        )  # fmt: skip

    return submit(
        request, form, act, done=_("The stock of %(sku)s is written down.") % {"sku": row.variant.sku}
    )

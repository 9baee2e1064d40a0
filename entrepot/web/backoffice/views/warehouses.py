"""Warehouses: what lies there, what capital it ties, how old it is, and what storage costs."""

from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.inventory.models import StockLevel, StorageFee, Warehouse
from entrepot.apps.inventory.queries import tied_capital
from entrepot.apps.inventory.services.set_storage_tariff import set_storage_tariff
from entrepot.domain.money import Money
from entrepot.web.acting import submit
from entrepot.web.backoffice.forms.warehousing import TariffForm, yearly_rate
from entrepot.web.backoffice.queries.stock import stock_by_warehouse
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 25
UNPROCESSABLE = 422
DAYS_SHOWN = 14


def warehouses(request: HttpRequest) -> HttpResponse:
    """All warehouses with their units."""
    sums = stock_by_warehouse()
    rows = [
        {"row": row, "sums": sums.get(row.code)}
        for row in Warehouse.objects.select_related("supplier").order_by("kind", "code")
    ]
    return page(request, "warehouses.html", {"rows": rows})


def warehouse(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, get_object_or_404(Warehouse, code=code))


@require_POST
def storage_tariff(request: HttpRequest, code: str) -> HttpResponse:
    """Put storage rates in force from a day on."""
    row = get_object_or_404(Warehouse, code=code)
    form = TariffForm(request.POST)
    if form.is_valid():
        cleaned: dict[str, Any] = form.cleaned_data
        if submit(
            request, form, lambda: set_storage_tariff(warehouse=row, **cleaned),
            done=_("The storage rates are in force from that day on."),
        ):  # fmt: skip
            return redirect("backoffice:warehouse", code)
    return _page(request, row, form=form, status=UNPROCESSABLE)


def _page(
    request: HttpRequest, row: Warehouse, *, form: TariffForm | None = None, status: int = 200
) -> HttpResponse:
    rate = yearly_rate(request.GET.get("rate", ""))
    levels = StockLevel.objects.filter(warehouse=row, on_hand__gt=0).select_related("variant__product")
    page_obj = Paginator(levels.order_by("-on_hand", "variant__sku"), PAGE_SIZE).get_page(
        request.GET.get("page", "1")
    )
    today = timezone.now().date()
    tariffs = list(row.storage_tariffs.prefetch_related("tiers").order_by("-valid"))
    context = {
        "warehouse": row,
        "sums": stock_by_warehouse().get(row.code),
        "page_obj": page_obj,
        "rows": tied_capital(list(page_obj), yearly_rate=rate),
        "rate": rate * 100,
        "tariffs": tariffs,
        "days": _days(row),
        "form": form or TariffForm(initial={"since": today, "free_days": 30}),
    }
    return page(request, "warehouse.html", context, status=status)


def _days(row: Warehouse) -> list[dict[str, Any]]:
    """The latest days charged: volume and fee of everything that lay there."""
    fees = StorageFee.objects.filter(lot__level__warehouse=row).values("day", "currency")
    sums = fees.annotate(volume=Sum("volume_mm3"), charged=Sum("amount")).order_by("-day")[:DAYS_SHOWN]
    return [
        {
            "day": day["day"],
            "cubic_metres": (Decimal(day["volume"]) / 1_000_000_000).quantize(Decimal("0.001")),
            "fee": Money(day["charged"], day["currency"]).rounded(),
        }
        for day in sums
    ]

"""The price grids of a lane: download, try a new one cell by cell, put it in force."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.lanes.documents.price_files import csv_text, price_sheets, workbook
from entrepot.apps.lanes.models import Lane
from entrepot.apps.lanes.queries import grid_on, price_table
from entrepot.apps.lanes.services.set_price_grid import set_price_grid
from entrepot.apps.lanes.words import cell_problem
from entrepot.domain.sourcing.price_tables import PRICES, PriceTable, read_table, write_table
from entrepot.domain.tables import CellFault
from entrepot.web.backoffice.forms.price_grids import PriceGridForm
from entrepot.web.backoffice.queries.price_changes import price_changes
from entrepot.web.backoffice.shell import page
from entrepot.web.backoffice.table_files import sheets_given, table_file
from entrepot.web.backoffice.views.lanes import find_lane

UNPROCESSABLE = 422
SALT = "price-grid"
LONGEST_REVIEW_SECONDS = 86_400


def prices(request: HttpRequest, code: str) -> HttpResponse:
    """Upload or type new prices; without a fault what would change is shown, and nothing is stored yet."""
    lane = find_lane(code)
    now = price_table(grid_on(lane, timezone.now().date()))
    initial = {"valid_from": timezone.now().date(), "text": csv_text(now)}
    form = PriceGridForm(request.POST or None, request.FILES or None, initial=initial)
    faults: list[CellFault] = []
    if request.method == "POST" and form.is_valid():
        sheets = sheets_given(form, needed=PRICES, read=price_sheets)
        if sheets is not None:
            since = form.cleaned_data["valid_from"]
            old = price_table(grid_on(lane, since))
            table, faults = read_table(sheets, destinations=lane.destinations, zones=old.zones)
            if not faults:
                return _review(request, lane, table, old, since)
    context = {
        "lane": lane, "form": form,
        "faults": [{"fault": each, "message": cell_problem(each)} for each in faults],
        "grids": lane.grids.order_by("-valid_from"),
    }  # fmt: skip
    return page(
        request, "lane_prices.html", context, status=UNPROCESSABLE if request.method == "POST" else 200
    )


@require_POST
def confirm_prices(request: HttpRequest, code: str) -> HttpResponse:
    """Put a grid that was reviewed in force."""
    lane = find_lane(code)
    try:
        kept = signing.loads(request.POST.get("grid", ""), salt=SALT, max_age=LONGEST_REVIEW_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("The review is too old. Try the prices again."))
        return redirect("backoffice:lane_prices", code)
    table, faults = read_table(kept["sheets"], destinations=lane.destinations)
    if kept["lane"] != code or faults:
        messages.error(request, _("The lane has changed meanwhile. Try the prices again."))
        return redirect("backoffice:lane_prices", code)
    set_price_grid(lane=lane, table=table, valid_from=date.fromisoformat(kept["valid_from"]))
    messages.success(request, _("The prices are in force from their day on."))
    return redirect("backoffice:lane", code)


def price_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The prices of today as a file that reads back as the same; for a new lane, the empty template."""
    lane = find_lane(code)
    table = price_table(grid_on(lane, timezone.now().date()))
    return table_file(csv_text(table) if kind == "csv" else workbook(table), f"{code}-prices.{kind}")


def _review(
    request: HttpRequest, lane: Lane, table: PriceTable, old: PriceTable, since: date
) -> HttpResponse:
    kept: dict[str, Any] = {"lane": lane.code, "valid_from": since.isoformat(), "sheets": write_table(table)}
    context = {
        "lane": lane,
        "since": since,
        "changes": price_changes(old, table, lane.currency),
        "is_same": table == old,
        "bands": sum(len(bands) for bands in table.bands.values()),
        "zones": len(table.bands),
        "grid": signing.dumps(kept, salt=SALT, compress=True),
    }
    return page(request, "lane_prices_review.html", context)

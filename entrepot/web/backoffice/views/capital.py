"""Capital in stock: by warehouse and by article, to read and as a file."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Category
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.inventory.queries.stock_in import NOT_OURS
from entrepot.web.backoffice.forms.warehousing import yearly_rate
from entrepot.web.backoffice.queries.capital import ORDERS, CapitalReport, Tied, capital_report
from entrepot.web.backoffice.shell import page
from entrepot.web.csv_lines import csv_lines

PAGE_SIZE = 50
COLUMNS = (
    "sku", "name", "units", "units_of_unknown_cost", "currency", "worth", "older_than_90_days", "at_risk",
    "interest", "storage_30_days", "age_0_30", "age_31_60", "age_61_90", "age_91_180", "age_older",
    "oldest_days", "turns_a_year",
)  # fmt: skip


def capital(request: HttpRequest) -> HttpResponse:
    """All our stock, or that of one warehouse or category."""
    report, asked = _asked(request)
    context = {
        **asked, "report": report,
        "page_obj": Paginator(report.articles, PAGE_SIZE).get_page(request.GET.get("page", "1")),
        "warehouses": Warehouse.objects.exclude(kind__in=NOT_OURS).order_by("code"),
        "categories": Category.objects.all(),
        "tabs": [("worth", _("Most capital")), ("old", _("Oldest")), ("risk", _("Most at risk")),
                 ("turns", _("Slowest"))],
    }  # fmt: skip
    return page(request, "capital.html", context)


def capital_file(request: HttpRequest) -> StreamingHttpResponse:
    """The articles of the same question, all pages."""
    report, _said = _asked(request)
    response = StreamingHttpResponse(
        csv_lines(COLUMNS, _cells(report.articles)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="capital.csv"'
    return response


def _asked(request: HttpRequest) -> tuple[CapitalReport, dict[str, Any]]:
    told = request.GET
    order = told.get("order", "")
    rate = yearly_rate(told.get("rate", ""))
    said = {
        "warehouse": told.get("warehouse", "")[:50], "category": told.get("category", "")[:50],
        "order": order if order in ORDERS else "worth",
    }  # fmt: skip
    return capital_report(**said, yearly_rate=rate), {**said, "rate": rate * 100}


def _cells(rows: list[Tied]) -> Iterator[list[Any]]:
    for row in rows:
        amounts = [row.worth, row.old, row.at_risk, row.interest, row.storage]
        yield [
            row.subject.sku, str(row.subject.product), row.units, row.unvalued, row.worth.currency,
            *(each.rounded().amount for each in amounts), *row.bands, row.oldest_days, row.turns,
        ]  # fmt: skip

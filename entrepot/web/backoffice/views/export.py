"""Orders as a CSV file for spreadsheets."""

from typing import Any

from django.http import HttpRequest, StreamingHttpResponse

from entrepot.apps.orders.models import Order
from entrepot.web.backoffice.queries.orders import OrderSearch, find_orders
from entrepot.web.csv_lines import csv_lines

BATCH = 500
COLUMNS = (
    "number", "placed_at", "status", "email", "name", "country", "currency",
    "goods", "shipping", "duty", "tax", "fees", "total", "source",
)  # fmt: skip


def export(request: HttpRequest) -> StreamingHttpResponse:
    """The orders that the list shows for the same filter and search, all pages."""
    found = find_orders(OrderSearch.of(request.GET))
    lines = csv_lines(COLUMNS, (_cells(order) for order in found.iterator(BATCH)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="orders.csv"'
    return response


def _cells(order: Order) -> list[Any]:
    address = order.address
    amounts = [order.goods, order.shipping, order.duty, order.tax, order.fee, order.total]
    return [
        order.number, order.placed_at.isoformat(timespec="seconds"), order.status, order.email,
        address.get("name", ""), address.get("country", ""), order.currency,
        *(money.rounded().amount for money in amounts), order.source,
    ]  # fmt: skip

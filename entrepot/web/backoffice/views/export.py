"""Orders as a CSV file for spreadsheets. No cell can become a formula."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse

from entrepot.apps.orders.models import Order
from entrepot.web.backoffice.queries.orders import OrderSearch, find_orders

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
BATCH = 500
COLUMNS = (
    "number", "placed_at", "status", "email", "name", "country", "currency",
    "goods", "shipping", "duty", "tax", "fees", "total", "source",
)  # fmt: skip


class _Line:
    """A file whose ``write`` hands the line back."""

    def write(self, line: str) -> str:
        return line


def export(request: HttpRequest) -> StreamingHttpResponse:
    """The orders that the list shows for the same filter and search, all pages."""
    found = find_orders(OrderSearch.of(request.GET))
    response = StreamingHttpResponse(_lines(found.iterator(BATCH)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="orders.csv"'
    return response


def _lines(orders: Iterator[Order]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for order in orders:
        yield writer.writerow([harmless(cell) for cell in _cells(order)])


def _cells(order: Order) -> list[Any]:
    address = order.address
    amounts = [order.goods, order.shipping, order.duty, order.tax, order.fee, order.total]
    return [
        order.number, order.placed_at.isoformat(timespec="seconds"), order.status, order.email,
        address.get("name", ""), address.get("country", ""), order.currency,
        *(money.rounded().amount for money in amounts), order.source,
    ]  # fmt: skip


def harmless(cell: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA_STARTS) else cell

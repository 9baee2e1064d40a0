"""Today: how much waits, for whom, and the most urgent of it."""

from django.http import HttpRequest, HttpResponse

from entrepot.web.backoffice.queries.cases import case_shown, open_cases
from entrepot.web.backoffice.queries.orders import OrderSearch, order_page
from entrepot.web.backoffice.queries.shipments import shipment_queue, shipment_shown
from entrepot.web.backoffice.shell import page

SHOWN_CASES, SHOWN_SHIPMENTS, SHOWN_ORDERS = 6, 8, 6


def home(request: HttpRequest) -> HttpResponse:
    """KPIs, urgent cases, what to pick and dispatch, the newest orders."""
    _page, orders = order_page(OrderSearch(), "1")
    context = {
        "cases": [case_shown(case) for case in open_cases()[:SHOWN_CASES]],
        "shipments": [shipment_shown(row) for row in shipment_queue("", "")[:SHOWN_SHIPMENTS]],
        "rows": orders[:SHOWN_ORDERS],
    }
    return page(request, "home.html", context)

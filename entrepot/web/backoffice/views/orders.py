"""The list of orders and one order."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from entrepot.kit.errors import Refused
from entrepot.web.backoffice.queries.order_page import order_shown
from entrepot.web.backoffice.queries.orders import OrderSearch, order_page
from entrepot.web.backoffice.shell import page
from entrepot.web.backoffice.words import ORDER_TABS


def orders(request: HttpRequest) -> HttpResponse:
    """Filter by ``status`` and ``country``; ``q`` is a number, name, mail address or tracking number."""
    search = OrderSearch.of(request.GET)
    page_obj, rows = order_page(search, request.GET.get("page", "1"))
    tabs = [
        {"status": status, "label": _(label), "is_current": status == search.status}
        for status, label in ORDER_TABS
    ]
    context = {"page_obj": page_obj, "rows": rows, "search": search, "tabs": tabs}
    return page(request, "orders.html", context)


def order(request: HttpRequest, number: str) -> HttpResponse:
    return page(request, "order.html", {"shown": shown_or_404(number), "crumbs": _crumbs(number)})


def shown_or_404(number: str) -> Any:
    """The order as its page shows it."""
    try:
        return order_shown(number)
    except Refused as refusal:
        raise Http404(refusal.message) from refusal


def _crumbs(number: str) -> list[dict[str, str]]:
    return [{"label": _("Orders"), "url": reverse("backoffice:orders")}, {"label": number}]

"""The ledger: trial balance and entries."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from entrepot.web.backoffice.queries.ledger import books, entries, unexplained
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 20


def ledger(request: HttpRequest) -> HttpResponse:
    """``order`` narrows the entries to those of one order."""
    order = request.GET.get("order", "").strip()[:24]
    page_obj = Paginator(entries(order), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    context = {
        "books": books(), "page_obj": page_obj, "order_number": order, "unexplained": unexplained(),
    }  # fmt: skip
    return page(request, "ledger.html", context)

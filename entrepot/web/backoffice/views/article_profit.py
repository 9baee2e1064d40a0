"""What each article earned over a period."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from entrepot.web.backoffice.queries.article_profit import articles_shown, period_told, report_of
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 25


def article_profit(request: HttpRequest) -> HttpResponse:
    """Articles of orders placed from day ``from`` to day ``to``, the greatest loss first."""
    period = period_told(request.GET.get("from", ""), request.GET.get("to", ""))
    report = report_of(period)
    page_obj = Paginator(report.rows, PAGE_SIZE).get_page(request.GET.get("page", "1"))
    whole = report.whole
    context = {
        "period": period,
        "report": report,
        "whole": whole,
        "whole_costs": dict(whole.costs) if whole else {},
        "page_obj": page_obj,
        "rows": articles_shown(list(page_obj)),
    }
    return page(request, "article_profit.html", context)

"""What buyers were told, word for word; what failed is sent again; and every template to read."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from entrepot.apps.notices.models import Notice
from entrepot.apps.notices.services.send_again import send_again
from entrepot.web.acting import carry_out
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.queries.notices import STATES, NoticeSearch, templates
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 50
CHANNELS: Final = {
    "mail": gettext_noop("Mail"),
    "sms": gettext_noop("SMS"),
    "wechat": gettext_noop("WeChat"),
}


def notices(request: HttpRequest) -> HttpResponse:
    """Filter by ``status`` and ``channel``; ``q`` is an order's number or a part of an address."""
    search = NoticeSearch.of(request.GET)
    page_obj = Paginator(search.rows(), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    context = {
        "page_obj": page_obj, "search": search, "states": STATES,
        "channels": [(code, _(word)) for code, word in CHANNELS.items()],
        "rows": [(row, _(CHANNELS[row.channel])) for row in page_obj],
    }  # fmt: skip
    return page(request, "notices.html", context)


@require_POST
def send_notice_again(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice, pk=pk)
    carry_out(
        request,
        lambda: send_again(notice=notice, by=operator_of(request)),
        done=_("It goes out with the next round, in some seconds."),
    )
    return redirect("backoffice:notices")


def notice_templates(request: HttpRequest) -> HttpResponse:
    """As a buyer would get them, filled with a sample, in every language."""
    return page(request, "notice_templates.html", {"templates": templates()})

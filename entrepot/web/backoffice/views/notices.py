"""What buyers were told, word for word; what failed is sent again; and every template to read."""

from typing import Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from entrepot.apps.notices.models import Notice
from entrepot.apps.notices.services.send_again import send_again
from entrepot.apps.orders.services.reword_notice import reword_notice
from entrepot.apps.orders.words.notices import NOTICES
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.notices import WordsForm
from entrepot.web.backoffice.queries.notices import (
    STATES,
    NoticeSearch,
    template,
    templates,
    words_to_change,
)
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


def notice_template(request: HttpRequest, kind: str) -> HttpResponse:
    """How a kind of notice reads in each language, and a form for the words of each."""
    if kind not in NOTICES:
        raise Http404
    posted = request.POST.get("language", "") if request.method == "POST" else ""
    forms = {code: _words_form(request, kind, code, posted) for code, _name in settings.LANGUAGES}
    form = forms.get(posted)
    if form is not None and form.is_valid() and submit(
        request, form,
        lambda: reword_notice(kind=kind, language=posted, by=operator_of(request), **form.cleaned_data),
        done=_("The words are kept. They are used within some seconds; what waits already keeps its own."),
    ):  # fmt: skip
        return redirect("backoffice:notice_template", kind)
    shown = template(kind)
    context = {
        "template": shown,
        "languages": [(code, form, shown.wordings[code], code in shown.own) for code, form in forms.items()],
    }
    return page(request, "notice_template.html", context, status=422 if posted else 200)


def _words_form(request: HttpRequest, kind: str, language: str, posted: str) -> WordsForm:
    if language == posted:
        return WordsForm(request.POST, prefix=language)
    subject, following = words_to_change(kind, language)
    return WordsForm(initial={"subject": subject, "following": following}, prefix=language)

"""List all articles of a category on a channel: which they are first, then at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from entrepot.apps.channels.models import Channel
from entrepot.apps.channels.services.list_category import (
    category_breaches,
    list_category,
    unlisted_articles,
)
from entrepot.apps.channels.words import breach_sentence, told
from entrepot.web.acting import submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.channels import CategoryListingForm
from entrepot.web.backoffice.shell import page

UNPROCESSABLE = 422
MOST_SHOWN = 100


def list_category_page(request: HttpRequest, code: str) -> HttpResponse:
    """POST shows which articles would be listed, or why none may be; with ``confirm`` they are."""
    channel = get_object_or_404(Channel, code=code)
    form = CategoryListingForm(channel, request.POST or None)
    context: dict[str, Any] = {"channel": channel, "form": form, "is_tried": False}
    if request.method == "POST" and form.is_valid():
        category, lane = form.cleaned_data["category"], form.cleaned_data["lane"]
        says_from = form.cleaned_data["says_from"].upper()
        articles = unlisted_articles(channel=channel, category=category, lane=lane)
        breaches = category_breaches(channel=channel, lane=lane, says_from=says_from)
        if "confirm" in request.POST and submit(
            request, form,
            lambda: list_category(
                channel=channel, category=category, lane=lane, says_from=says_from, by=operator_of(request)
            ),
            done=_("The articles are listed."),
        ):  # fmt: skip
            return redirect("backoffice:channel", code)
        context |= {
            "is_tried": True, "articles": articles[:MOST_SHOWN], "count": len(articles),
            "reasons": [breach_sentence(told(each)) for each in breaches],
        }  # fmt: skip
    return page(request, "list_category.html", context, status=UNPROCESSABLE if form.errors else 200)

"""List all articles of a category on a channel: which they are first, then at once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from entrepot.apps.channels.models import Channel
from entrepot.apps.channels.services.list_category import list_category, unlisted_articles
from entrepot.web.acting import submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.channels import CategoryListingForm
from entrepot.web.backoffice.shell import page

UNPROCESSABLE = 422
MOST_SHOWN = 100


def list_category_page(request: HttpRequest, code: str) -> HttpResponse:
    """POST shows which articles would be listed; with ``confirm`` they are."""
    channel = get_object_or_404(Channel, code=code)
    form = CategoryListingForm(channel, request.POST or None)
    articles = None
    if request.method == "POST" and form.is_valid():
        asked = {
            "channel": channel,
            "category": form.cleaned_data["category"],
            "lane": form.cleaned_data["lane"],
        }
        articles = unlisted_articles(**asked)
        says_from = form.cleaned_data["says_from"].upper()
        if "confirm" in request.POST and submit(
            request, form, lambda: list_category(**asked, says_from=says_from, by=operator_of(request)),
            done=_("Listed. What the channel's rules refuse stands with its reasons below."),
        ):  # fmt: skip
            return redirect("backoffice:channel", code)
    context = {
        "channel": channel, "form": form, "articles": articles and articles[:MOST_SHOWN],
        "count": len(articles or ()), "is_tried": articles is not None,
    }  # fmt: skip
    return page(request, "list_category.html", context, status=UNPROCESSABLE if form.errors else 200)

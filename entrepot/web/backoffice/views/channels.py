"""Channels: their rules, what is listed, what was decided, and the feed that they may read."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.channels.models import Channel, Listing
from entrepot.apps.channels.queries import channel_feed
from entrepot.apps.channels.services.publish_listing import publish_listing
from entrepot.apps.channels.services.save_channel import save_channel
from entrepot.apps.channels.services.save_listing import save_listing
from entrepot.apps.channels.services.tell_number import tell_number
from entrepot.apps.channels.services.withdraw_listing import withdraw_listing
from entrepot.apps.channels.words import breach_sentence, rule_sentence
from entrepot.domain.lifecycles import LISTING
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.channels import ChannelForm, ListingForm, TellForm
from entrepot.web.backoffice.shell import page

UNPROCESSABLE = 422
LATEST = 20
PAGE_SIZE = 25


def channels(request: HttpRequest) -> HttpResponse:
    published = Count("listings", filter=Q(listings__status="published"))
    return page(request, "channels.html", {"channels": Channel.objects.annotate(published=published)})


def channel(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _find(code))


def new_channel(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


def change_channel(request: HttpRequest, code: str) -> HttpResponse:
    return _edit(request, _find(code))


def feed(request: HttpRequest, code: str) -> HttpResponse:
    """What the channel is told, for its program."""
    return JsonResponse(channel_feed(_find(code)))


@require_POST
def list_article(request: HttpRequest, code: str) -> HttpResponse:
    """Draft a listing; publishing it is a step of its own."""
    row = _find(code)
    form = ListingForm(row, request.POST)
    if form.is_valid() and submit(
        request, form, lambda: save_listing(listing=form.listing(), by=operator_of(request)),
        done=_("Drafted. Publish it when what it says is right."),
    ):  # fmt: skip
        return redirect("backoffice:channel", code)
    return _page(request, row, listing_form=form, status=UNPROCESSABLE)


@require_POST
def tell(request: HttpRequest, code: str) -> HttpResponse:
    row = _find(code)
    form = TellForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["number"]
        if submit(
            request, form, lambda: tell_number(channel=row, number=number, by=operator_of(request)),
            done=_("%(number)s is told.") % {"number": number},
        ):  # fmt: skip
            return redirect("backoffice:channel", code)
    return _page(request, row, tell_form=form, status=UNPROCESSABLE)


@require_POST
def step(request: HttpRequest, code: str, pk: int, step: str) -> HttpResponse:
    """Publish or withdraw a listing."""
    listing, by = get_object_or_404(Listing, pk=pk, channel__code=code), operator_of(request)
    acts = {
        "publish": (lambda: publish_listing(listing=listing, by=by), _("Published.")),
        "withdraw": (lambda: withdraw_listing(listing=listing, by=by), _("Withdrawn.")),
    }
    if step not in acts:
        raise Http404(step)
    act, done = acts[step]
    carry_out(request, act, done=done)
    return redirect("backoffice:channel", code)


def _edit(request: HttpRequest, row: Channel | None) -> HttpResponse:
    form = ChannelForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        channel = form.written()
        if submit(request, form, lambda: save_channel(channel=channel), done=_("The channel is stored.")):
            return redirect("backoffice:channel", channel.code)
    context = {"channel": row, "form": form}
    return page(request, "channel_form.html", context, status=UNPROCESSABLE if form.errors else 200)


def _find(code: str) -> Channel:
    return get_object_or_404(Channel, code=code)


def _page(
    request: HttpRequest, row: Channel, *, listing_form: ListingForm | None = None,
    tell_form: TellForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    found = row.listings.exclude(status="withdrawn").select_related("variant__product", "lane__mode")
    page_obj = Paginator(found.order_by("variant__sku"), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    decisions = row.decisions.select_related("listing__variant", "number")[:LATEST]
    context: dict[str, Any] = {
        "channel": row,
        "policies": [
            (policy, rule_sentence(policy.kind, policy.parameters)) for policy in row.policies.all()
        ],
        "page_obj": page_obj,
        "listings": [(listing, LISTING.next_states(listing.status)) for listing in page_obj],
        "decisions": [
            (decision, [breach_sentence(breach) for breach in decision.breaches]) for decision in decisions
        ],
        "messages_told": row.messages.select_related("listing__variant", "number")[:LATEST],
        "listing_form": listing_form or ListingForm(row),
        "tell_form": tell_form or TellForm(),
    }  # fmt: skip
    return page(request, "channel.html", context, status=status)

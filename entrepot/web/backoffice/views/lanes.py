"""Lanes: the list, the page of one with its trial, switching it on and off, copying it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.lanes.models import FulfilmentMode, Lane
from entrepot.apps.lanes.services.copy_lane import copy_lane
from entrepot.apps.lanes.services.switch_lane import switch_lane
from entrepot.apps.lanes.words import goods_named
from entrepot.web.acting import carry_out
from entrepot.web.backoffice.forms.lane_trial import LaneTrialForm
from entrepot.web.backoffice.queries.lane_switch import switch_effects
from entrepot.web.backoffice.queries.lane_trial import try_lane
from entrepot.web.backoffice.queries.lanes import LaneSearch, find_lanes, lane_page
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 30


def lanes(request: HttpRequest) -> HttpResponse:
    """All lanes; by text, mode, country of origin and destination, and state."""
    search = LaneSearch.of(request.GET)
    context = {
        "page_obj": Paginator(find_lanes(search), PAGE_SIZE).get_page(request.GET.get("page", "1")),
        "search": search,
        "modes": FulfilmentMode.objects.order_by("code"),
        "tabs": [("", _("All")), ("active", _("Active")), ("inactive", _("Not active"))],
    }
    return page(request, "lanes.html", context)


def lane(request: HttpRequest, code: str) -> HttpResponse:
    """One lane as it stands on the day ``on`` (today); with ``pieces`` in the address, tried on a parcel."""
    row = find_lane(code)
    form = LaneTrialForm(row, request.GET if "pieces" in request.GET else None, initial=_now_at(row))
    context: dict[str, Any] = {
        **lane_page(row, timezone.now().date()),
        "lane": row,
        "refuses": goods_named(row.refuses),
        "form": form,
        "trial": try_lane(row, form) if form.is_bound and form.is_valid() else None,
    }
    return page(request, "lane.html", context)


def switch(request: HttpRequest, code: str) -> HttpResponse:
    """What switching the lane on or off would change, and the button that does it."""
    row = find_lane(code)
    wanted = not row.is_active

    def act() -> None:
        switch_lane(lane=row, is_active=wanted)

    if request.method == "POST":
        done = _("The lane is offered from now on.") if wanted else _("The lane is no longer offered.")
        carry_out(request, act, done=done)
        return redirect("backoffice:lane", code)
    effects = switch_effects(lambda: Lane.objects.filter(pk=row.pk).update(is_active=wanted))
    context = {"lane": row, "turns_on": wanted, "effects": effects}
    return page(request, "lane_switch.html", context)


@require_POST
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """A copy under the code that was entered, not yet active."""
    row = find_lane(code)
    new = slugify(request.POST.get("code", ""))[:50]
    if new and carry_out(
        request, lambda: copy_lane(lane=row, code=new),
        done=_("The copy is made. It is not active yet: change it, then switch it on."),
    ):  # fmt: skip
        return redirect("backoffice:lane", new)
    return redirect("backoffice:lane", code)


def find_lane(code: str) -> Lane:
    """The lane with its mode, or 404."""
    return get_object_or_404(Lane.objects.select_related("mode"), code=code)


def _now_at(row: Lane) -> dict[str, Any]:
    local = datetime.now(ZoneInfo(row.schedule.get("timezone") or "UTC"))
    return {"ordered_at": local.replace(tzinfo=None, second=0, microsecond=0)}

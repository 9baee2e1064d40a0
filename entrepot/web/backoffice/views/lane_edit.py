"""Editing a lane part by part: basics, limits, times, legs, surcharges."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.lanes.models import Lane
from entrepot.apps.lanes.services.save_lane import save_lane
from entrepot.web.acting import submit
from entrepot.web.backoffice.forms.lane_rows import LaneRows
from entrepot.web.backoffice.forms.lanes import LaneBasicsForm, LaneLimitsForm, LaneTimesForm, NewLaneForm
from entrepot.web.backoffice.shell import page
from entrepot.web.backoffice.views.lanes import find_lane

UNPROCESSABLE = 422

PARTS: dict[str, Any] = {"basics": LaneBasicsForm, "limits": LaneLimitsForm, "times": LaneTimesForm}
ROWS = ("legs", "surcharges")


def new_lane(request: HttpRequest) -> HttpResponse:
    """A lane without prices, not active."""
    form = NewLaneForm(request.POST or None, initial={"valid_from": timezone.now().date()})
    row = Lane(is_active=False)

    def act() -> None:
        form.write_to(row)
        save_lane(lane=row)

    done = _("The lane is written down. Give it prices, then switch it on.")
    if request.method == "POST" and form.is_valid() and submit(request, form, act, done=done):
        return redirect("backoffice:lane", row.code)
    return _page(request, None, "basics", form)


def edit_lane(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """One part of the lane. What is saved counts for the next quote."""
    row = find_lane(code)
    if part in ROWS:
        return _edit_rows(request, row, part)
    if part not in PARTS:
        raise Http404(part)
    form = PARTS[part](request.POST or None, initial=PARTS[part].initial_of(row))

    def act() -> None:
        form.write_to(row)
        save_lane(lane=row)

    if (
        request.method == "POST"
        and form.is_valid()
        and submit(request, form, act, done=_("The lane is saved."))
    ):
        return redirect("backoffice:lane", code)
    return _page(request, find_lane(code), part, form)


def _edit_rows(request: HttpRequest, row: Lane, part: str) -> HttpResponse:
    rows = LaneRows(part, row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and rows.is_valid():
        rows.write_to(row)
        save_lane(lane=row)
        if "more" in request.POST:
            return redirect("backoffice:edit_lane", row.code, part)
        return redirect("backoffice:lane", row.code)
    context = {"lane": row, "part": part, "formset": rows.formset}
    return page(request, "lane_rows.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _page(request: HttpRequest, row: Lane | None, part: str, form: Any) -> HttpResponse:
    context = {"lane": row, "part": part, "form": form}
    return page(request, "lane_form.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)

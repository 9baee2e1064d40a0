"""How carriers, lanes and legs did."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.queries.lane_periods import lane_periods
from entrepot.apps.fulfilment.services.score_lanes import score_lanes
from entrepot.web.backoffice.queries.scorecards import scorecard_page
from entrepot.web.backoffice.shell import page


def scorecards(request: HttpRequest) -> HttpResponse:
    """What the nightly job wrote down; sent back, it is worked out now. ``lane`` shows its legs over time."""
    if request.method == "POST":
        score_lanes(now=timezone.now())
        messages.success(request, _("Everything has been scored anew."))
        return redirect("backoffice:scorecards")
    lane = request.GET.get("lane", "")[:50]
    context = {
        "shown": scorecard_page(lane),
        "lane": lane,
        "periods": lane_periods(lane, timezone.now()) if lane else None,
    }
    return page(request, "scorecards.html", context)

"""Simulations of the ways goods can go: start one, watch it, read it, stop it and go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.planning.models import Simulation
from entrepot.apps.planning.services.resume_simulation import resume_simulation
from entrepot.apps.planning.services.start_simulation import start_simulation
from entrepot.apps.planning.services.stop_simulation import stop_simulation
from entrepot.apps.planning.tasks import play_soon
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.simulations import SimulationForm
from entrepot.web.backoffice.queries.simulations import (
    history_choices,
    market_choices,
    markets_shown,
    rows_shown,
    why_failed,
)
from entrepot.web.backoffice.shell import page

LISTED = 20
UNPROCESSABLE = 422


def simulations(request: HttpRequest) -> HttpResponse:
    """The last runs and the form for another; POST starts it."""
    form = SimulationForm(history_choices(), market_choices(), request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and submit(
            request, form, lambda: _start(request, form), done=_("It is being played.")
        ):
            return redirect("backoffice:simulation", Simulation.objects.values_list("pk", flat=True)[0])
        status = UNPROCESSABLE
    rows = rows_shown(Simulation.objects.defer("played", "report")[:LISTED])
    return page(request, "simulations.html", {"form": form, "rows": rows}, status=status)


def simulation(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known so far, market by market."""
    row = get_object_or_404(Simulation.objects.defer("played"), pk=pk)
    (shown,) = rows_shown([row])
    context = {"row": shown, "markets": markets_shown(row.report), "why": why_failed(row)}
    return page(request, "simulation.html", context)


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """The way that is being played is the last."""
    row = get_object_or_404(Simulation, pk=pk)
    carry_out(
        request, lambda: stop_simulation(simulation=row, by=operator_of(request)),
        done=_("Stopped. What was played is kept."),
    )  # fmt: skip
    return redirect("backoffice:simulation", pk)


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with the first way that was not played."""
    row = get_object_or_404(Simulation, pk=pk)

    def act() -> None:
        resume_simulation(simulation=row, by=operator_of(request))
        play_soon(row.pk)

    carry_out(request, act, done=_("It goes on."))
    return redirect("backoffice:simulation", pk)


def _start(request: HttpRequest, form: SimulationForm) -> None:
    play_soon(start_simulation(**form.cleaned_data, by=operator_of(request)).pk)

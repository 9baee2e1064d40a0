"""Tariffs: rates in force by code, reading an official file, and proposing what was read."""

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from entrepot.apps.accounts.models import User
from entrepot.apps.taxation.models import RuleProposal, TariffImport
from entrepot.apps.taxation.queries import reference_to, rule_file_of
from entrepot.apps.taxation.services.propose_rule_change import propose_rule_change
from entrepot.apps.taxation.services.store_tariff import TariffReport, store_tariff
from entrepot.domain.tariffs.plain import EXAMPLE
from entrepot.web.acting import submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.rules import WhyForm
from entrepot.web.backoffice.forms.tariffs import TariffFileForm
from entrepot.web.backoffice.queries.rule_files import names_of
from entrepot.web.backoffice.queries.tariffs import (
    imports,
    rates_in_force,
    shown_rates,
    territories,
    with_states,
)
from entrepot.web.backoffice.shell import page
from entrepot.web.days import day_told

PAGE_SIZE = 50
HISTORY = 20
UNPROCESSABLE = 422


def tariffs(request: HttpRequest) -> HttpResponse:
    """Rates of ``jurisdiction`` on the day ``on``, those that fit ``q``; below, the history of imports."""
    known = territories()
    chosen = request.GET.get("jurisdiction", "").upper()[:4] or max(known, key=lambda one: one[1])[0]
    on, wanted = day_told(request.GET.get("on", "")), request.GET.get("q", "").strip()[:80]
    page_obj = Paginator(rates_in_force(chosen, wanted, on), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    context = {
        "territories": known, "chosen": chosen, "on": on, "wanted": wanted, "page_obj": page_obj,
        "rows": shown_rates(chosen, list(page_obj), on), "history": with_states(imports()[:HISTORY]),
    }  # fmt: skip
    return page(request, "tariffs.html", context)


def read_tariff(request: HttpRequest) -> HttpResponse:
    """Read a file and show what it holds; nothing is in force by that."""
    form = TariffFileForm(request.POST or None, request.FILES or None)
    made: list[TariffReport] = []

    def act() -> None:
        made.append(store_tariff(by=operator_of(request), **form.cleaned_data))

    done = _("The file is read. Nothing is in force yet: look it through, then propose it.")
    if request.method == "POST" and form.is_valid() and submit(request, form, act, done=done):
        return redirect("backoffice:tariff_import", cast(TariffImport, made[0].tariff_import).pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "tariff_read.html", {"form": form}, status=status)


def tariff_import(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file held, every row that could not be read, and the step that puts it in force."""
    row = get_object_or_404(imports(), pk=pk)
    form = WhyForm(request.POST or None, initial={"why": row.why})
    made: list[RuleProposal] = []

    def act() -> None:
        name = rule_file_of(row.jurisdiction, row.name)
        by = cast(User, request.user)
        made.append(propose_rule_change(name=name, content=reference_to(row), by=by, **form.cleaned_data))

    done = _("The tariff is proposed. A colleague must approve it before it is in force.")
    if request.method == "POST" and form.is_valid() and submit(request, form, act, done=done):
        return redirect("backoffice:rule_proposal", made[0].pk)
    unread = row.lines.exclude(why_unread="").order_by("pk").values_list("code", "rate_text", "why_unread")
    general = row.lines.filter(program="").order_by("code", "valid_from")
    (shown,) = with_states([row])
    context = {
        "row": row, "shown": shown, "form": form, "unread": [*row.unread, *unread[:PAGE_SIZE]],
        "who": names_of([row.loaded_by]).get(row.loaded_by, row.loaded_by),
        "page_obj": Paginator(general, PAGE_SIZE).get_page(request.GET.get("page", "1")),
    }  # fmt: skip
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "tariff_import.html", context, status=status)


def tariff_template(request: HttpRequest) -> HttpResponse:
    """The CSV that a merchant can fill by hand."""
    headers = {"Content-Disposition": 'attachment; filename="tariff.csv"'}
    return HttpResponse(EXAMPLE, content_type="text/csv; charset=utf-8", headers=headers)

"""Fulfilment modes: what each is made of, editing one, adding one, switching one on and off."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from entrepot.apps.lanes.models import FulfilmentMode
from entrepot.apps.lanes.services.save_mode import save_mode
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.forms.modes import ModeForm, NewModeForm
from entrepot.web.backoffice.lane_words import (
    IDENTITIES,
    LEGS,
    PAPERS,
    PROMISES,
    REGIMES,
    STANDARD_REGIME,
    STOCK,
    named,
)
from entrepot.web.backoffice.queries.lane_switch import switch_effects
from entrepot.web.backoffice.shell import page
from entrepot.web.places import country_name
from entrepot.web.source_texts import source_text
from entrepot.web.templatetags.console import procedure_name

UNPROCESSABLE = 422


def modes(request: HttpRequest) -> HttpResponse:
    """All modes with their legs, stock, declarations and papers."""
    rows = FulfilmentMode.objects.annotate(
        lane_count=Count("lanes"), active_count=Count("lanes", filter=Q(lanes__is_active=True))
    ).order_by("code")
    return page(request, "modes.html", {"modes": [_shown(row) for row in rows]})


def mode(request: HttpRequest, code: str) -> HttpResponse:
    """The configuration of one mode, to read and to change."""
    row = _find(code)
    form = ModeForm(request.POST or None, initial=ModeForm.initial_of(row))
    if request.method == "POST" and form.is_valid() and _save(request, row, form):
        return redirect("backoffice:modes")
    return _page(request, _find(code), form)


def new_mode(request: HttpRequest) -> HttpResponse:
    """A mode of one's own; no code is needed."""
    form = NewModeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _save(request, FulfilmentMode(), form):
        return redirect("backoffice:modes")
    return _page(request, None, form)


def switch_mode(request: HttpRequest, code: str) -> HttpResponse:
    """What taking the mode into use or out of it would change, and the button that does it."""
    row = _find(code)
    wanted = not row.config["in_use"]
    row.config = {**row.config, "in_use": wanted}
    if request.method == "POST":
        done = _("The mode is in use.") if wanted else _("The mode is no longer in use.")
        carry_out(request, lambda: save_mode(mode=row), done=done)
        return redirect("backoffice:modes")
    context = {"mode": row, "turns_on": wanted, "effects": switch_effects(row.save)}
    return page(request, "lane_switch.html", context)


def _save(request: HttpRequest, row: FulfilmentMode, form: ModeForm) -> bool:
    def act() -> None:
        form.write_to(row)
        save_mode(mode=row)

    return submit(request, form, act, done=_("The mode is saved."))


def _shown(row: FulfilmentMode) -> dict[str, Any]:
    config = row.config
    declared = config.get("declarations") or {}
    declarations = [
        (_("Export"), _named(declared.get("export"))),
        (_("Import"), _named(declared.get("import"))),
    ]
    return {
        "row": row,
        "stock": ", ".join(named(STOCK, config["stock"])),
        "legs": named(LEGS, config.get("legs", [])),
        "inbound": named(LEGS, config.get("inbound_legs", [])),
        "declarations": [(direction, text) for direction, text in declarations if text],
        "facts": _facts(config, declared.get("import") or {}),
    }


def _facts(config: Mapping[str, Any], imports: Mapping[str, str]) -> list[tuple[str, str]]:
    """What else the mode says, without what it leaves open."""
    deposit = config.get("deposit_share")
    taxed = [
        f"{_place(place)}: {gettext(REGIMES.get(code, STANDARD_REGIME))}"
        for place, code in _rest_last(imports)
    ]
    if config.get("leaves_bond"):
        taxed = [_("Goods leave a bonded zone: imported even within one country"), *taxed]
    told = [
        (_("Taxed as"), " · ".join(taxed)),
        (_("Papers"), ", ".join(named(PAPERS, config.get("papers", [])))),
        (_("Promise"), "".join(named(PROMISES, [config.get("promise", "")]))),
        (_("Tracking numbers"), ", ".join(named(IDENTITIES, config.get("identities", [])))),
        (_("Words that buyers search for"), ", ".join(config.get("search_words", []))),
        (_("Deposit at order"), f"{Decimal(deposit):.0%}" if deposit else ""),
        (_("One person may receive"), " · ".join(map(_limit, config.get("personal_limits", {}).items()))),
    ]
    return [(label, text) for label, text in told if text]


def _limit(item: tuple[str, Mapping[str, Any]]) -> str:
    country, limit = item
    told = {**limit, "country": country_name(country), "source": source_text(limit["source"])}
    return (
        _(
            "%(country)s: %(currency)s %(value)s within %(within_days)s days, %(parcels)s parcels within "
            "%(parcels_within_days)s days (%(source)s)"
        )
        % told
    )


def _named(procedures: Mapping[str, str] | str | None) -> str:
    """Procedures by place, or the one for every place (``procedure_for`` takes both)."""
    if isinstance(procedures, Mapping):
        return " · ".join(f"{_place(place)}: {_procedure(code)}" for place, code in _rest_last(procedures))
    return _procedure(procedures) if procedures else ""


def _procedure(code: str) -> str:
    """In words with the code that declarations and forms use."""
    words = procedure_name(code)
    return words if code.replace("_", " ") in words else f"{words} ({code})"


def _rest_last(by_place: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(by_place.items(), key=lambda each: each[0] == "*")


def _place(code: str) -> str:
    return _("all others") if code == "*" else country_name(code)


def _page(request: HttpRequest, row: FulfilmentMode | None, form: ModeForm) -> HttpResponse:
    context = {"mode": row, "form": form}
    return page(request, "mode.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _find(code: str) -> FulfilmentMode:
    return get_object_or_404(FulfilmentMode, code=code)

"""Waves: what waits to be picked, planned together, and what had better come from elsewhere."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from entrepot.apps.checkout.queries.wave import Proposal, propose_wave
from entrepot.apps.fulfilment.queries.waves import LARGEST_WAVE, waiting_consignments
from entrepot.apps.fulfilment.services.reroute_wave import WaveDone, reroute_wave
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.lanes.models import Lane
from entrepot.apps.orders.models import Consignment
from entrepot.domain.money import Money
from entrepot.kit.texts import text_in
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.shell import page
from entrepot.web.differences import difference
from entrepot.web.places import country_name

LONGEST_REASON = 200
UNPROCESSABLE = 422
WHY = {
    "stuck": gettext_noop("Its present way is there no more"),
    "late": gettext_noop("It would come too late"),
    "cheaper": gettext_noop("Cheaper"),
    "sooner": gettext_noop("Sooner"),
    "gives_way": gettext_noop("Gives way to another that needs these goods more"),
}


class WaveFilterForm(forms.Form):
    warehouse = forms.ChoiceField(label=gettext_lazy("Warehouse"), required=False)
    promised_by = forms.DateField(
        label=gettext_lazy("Promised by"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Warehouse.objects.filter(is_active=True, supplier=None).order_by("code")
        choices = [("", _("All warehouses")), *((row.code, str(row)) for row in ours)]
        self.fields["warehouse"].choices = choices  # type: ignore[attr-defined]


class WaveForm(forms.Form):
    ways = forms.MultipleChoiceField(error_messages={"required": gettext_lazy("Choose at least one.")})
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It stays on the timeline of each order for your colleagues."),
        error_messages={"required": gettext_lazy("Say why; it stays on the order's timeline.")},
    )  # fmt: skip


def waves(request: HttpRequest) -> HttpResponse:
    """What is proposed for the wave that the filter picks, and taking it up."""
    chosen = WaveFilterForm(request.GET)
    asked = chosen.cleaned_data if chosen.is_valid() else {}
    waiting = waiting_consignments(asked.get("warehouse", ""), asked.get("promised_by"))
    wave = list(waiting[:LARGEST_WAVE])
    planned = propose_wave(wave)
    proposals = planned.proposals
    form = WaveForm(request.POST or None)
    form.fields["ways"].choices = [(_code(each), "") for each in proposals]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        _apply(request, form)
        return redirect(request.get_full_path())
    names = _Names()
    context = {
        "filter": chosen, "form": form, "planned": len(wave), "waiting": waiting.count(),
        "proposals": [_shown(each, names) for each in proposals],
        "chosen": request.POST.getlist("ways") if request.method == "POST" else None,
        "savings": _savings([each.saving for each in proposals]),
        "back": _savings([each.way.money_back for each in proposals]),
        "gap": planned.gap,
    }  # fmt: skip
    return page(request, "waves.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _apply(request: HttpRequest, form: WaveForm) -> None:
    ways = {}
    for code in form.cleaned_data["ways"]:
        consignment, warehouse, lane = code.split("/")
        ways[int(consignment)] = (warehouse, lane)
    done = reroute_wave(ways=ways, reason=form.cleaned_data["reason"], by=operator_of(request))
    _tell(request, done)


def _tell(request: HttpRequest, done: WaveDone) -> None:
    if count := len(done.rerouted):
        told = ngettext(
            "%(count)d consignment goes another way now.", "%(count)d consignments go another way now.", count
        )
        messages.success(request, told % {"count": count})
    names = Consignment.objects.select_related("order").in_bulk(done.refused)
    for pk, refused in done.refused.items():
        row = names[pk]
        messages.error(request, f"{row.order.number} ({row.position}): {refused.message}")


def _code(proposal: Proposal) -> str:
    return "/".join((str(proposal.consignment.pk), *proposal.way.route.code))


class _Names:
    """What warehouses and lanes are called in the reader's language; the code of what is no more."""

    def __init__(self) -> None:
        self._warehouses = {row.code: str(row) for row in Warehouse.objects.all()}
        self._lanes = {code: text_in(name) for code, name in Lane.objects.values_list("code", "name")}

    def of(self, warehouse: str, lane: str) -> tuple[str, str]:
        return self._warehouses.get(warehouse, warehouse), self._lanes.get(lane, "") or lane


def _shown(proposal: Proposal, names: _Names) -> dict[str, Any]:
    route, row = proposal.way.route, proposal.consignment
    return {
        "code": _code(proposal),
        "consignment": row,
        "order": row.order,
        "now": names.of(row.warehouse, row.lane),
        "better": names.of(route.source.warehouse, route.lane.code),
        "country": country_name(route.source.country),
        "arrives": proposal.way.arrives,
        "why": _(WHY[proposal.why]),
        "difference": difference(-proposal.saving, -proposal.days_sooner),
    }


def _savings(amounts: list[Money]) -> list[Money]:
    """The sums by currency, but for those of nothing."""
    sums: dict[str, Money] = {}
    for each in amounts:
        sums[each.currency] = sums.get(each.currency, Money.zero(each.currency)) + each
    return [money for money in sums.values() if money]

"""Send a consignment another way before it is picked, or ask its buyer: the ways there are, and a reason."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepot.apps.checkout.queries.rerouting import Rerouting, reroutings
from entrepot.apps.fulfilment.queries.proposals import proposals_for
from entrepot.apps.fulfilment.services.propose_reroute import propose_reroute
from entrepot.apps.fulfilment.services.reroute_consignment import reroute_consignment
from entrepot.apps.orders.models import Consignment, Order
from entrepot.kit.texts import text_in
from entrepot.web.acting import submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.shell import page
from entrepot.web.differences import difference
from entrepot.web.places import country_name

LONGEST_REASON = 200
UNPROCESSABLE = 422


class RerouteForm(forms.Form):
    way = forms.ChoiceField(
        label=gettext_lazy("Way"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a way.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "It stays on the order's timeline for your colleagues. A buyer who is asked reads it, too."
        ),
        error_messages={"required": gettext_lazy("Say why; it stays on the order's timeline.")},
    )  # fmt: skip


def reroute(request: HttpRequest, number: str, position: int) -> HttpResponse:
    """Show what each way costs and when it arrives; about one that breaks our word the buyer is asked."""
    order = get_object_or_404(Order, number=number)
    consignment = get_object_or_404(order.consignments, position=position)
    ways, _position = reroutings(consignment)
    form = RerouteForm(request.POST or None)
    form.fields["way"].choices = [(_code(way), _code(way)) for way in ways]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and _act(request, consignment, form, ways):
        return redirect("backoffice:order", number)
    context = {
        "order": order, "consignment": consignment, "form": form,
        "ways": [_shown(consignment, way) for way in ways],
        "chosen": request.POST.get("way", ""),
        "asked": proposals_for([consignment]).get(consignment.pk),
    }  # fmt: skip
    return page(request, "reroute.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _act(request: HttpRequest, consignment: Consignment, form: RerouteForm, ways: list[Rerouting]) -> bool:
    chosen = form.cleaned_data["way"]
    warehouse, _slash, lane = chosen.partition("/")
    keeps_our_word = next(way.keeps_our_word for way in ways if _code(way) == chosen)
    act = reroute_consignment if keeps_our_word else propose_reroute
    return submit(
        request,
        form,
        lambda: act(
            consignment=consignment, warehouse=warehouse, lane=lane, reason=form.cleaned_data["reason"],
            by=operator_of(request),
        ),
        done=_("The consignment goes another way now.") if keeps_our_word else _("The buyer has been asked."),
    )  # fmt: skip


def _code(way: Rerouting) -> str:
    return "/".join(way.route.code)


def _shown(consignment: Consignment, way: Rerouting) -> dict[str, Any]:
    return {
        "code": _code(way),
        "warehouse": way.route.source.warehouse,
        "country": country_name(way.route.source.country),
        "lane": text_in(way.route.lane.name) or way.route.lane.code,
        "arrives": way.arrives,
        "difference": difference(way.dearer, (way.arrives[1] - consignment.promised_to).days),
        "back": way.money_back,
        "is_late": way.is_late,
        "asks_more": way.asks_more,
        "is_open": way.keeps_our_word,
    }

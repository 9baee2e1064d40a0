"""Store pick-ups: the counter's page on a phone. Enter the buyer's code, hand the goods over."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.pick_ups import COUNTER, KEPT_FOR, pick_up_of
from entrepot.apps.fulfilment.services.hand_over_pick_up import hand_over_pick_up
from entrepot.domain.tracking.statuses import TrackingStatus
from entrepot.kit.errors import Refused
from entrepot.web.acting import put_faults, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 25
UNPROCESSABLE = 422


class CodeForm(forms.Form):
    """The code that the buyer shows."""

    code = forms.CharField(
        label=_("Pick-up code"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


def pick_ups(request: HttpRequest) -> HttpResponse:
    """What waits at the counters, the oldest first, without its codes. A code shows first whose goods it
    opens; confirmed, they are handed over."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if "confirmed" in request.POST:
            done: list[Parcel] = []
            if submit(
                request, form,
                lambda: done.append(hand_over_pick_up(code=code, by=operator_of(request))),
                done=gettext("Handed over."),
            ):  # fmt: skip
                return redirect("backoffice:shipment", done[0].shipment.number)
        elif (parcel := _opened_by(form, code)) is not None:
            return page(request, "pick_up.html", _to_give(parcel, code))
    return _page(request, form)


def _opened_by(form: CodeForm, code: str) -> Parcel | None:
    try:
        return pick_up_of(code)
    except Refused as refusal:
        put_faults(form, refusal)
        return None


def _to_give(parcel: Parcel, code: str) -> dict[str, Any]:
    shipment = parcel.shipment
    return {
        "code": code, "shipment": shipment, "order": shipment.consignment.order,
        "lines": shipment.lines.select_related("order_line"),
    }  # fmt: skip


def _page(request: HttpRequest, form: CodeForm) -> HttpResponse:
    waiting = Parcel.objects.filter(carrier=COUNTER, tracking_status=TrackingStatus.AVAILABLE_FOR_PICKUP)
    rows = waiting.select_related("shipment__warehouse", "shipment__consignment__order")
    context: dict[str, Any] = {
        "form": form,
        "page_obj": Paginator(rows.order_by("last_event_at", "pk"), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "kept_days": KEPT_FOR.days,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "pick_ups.html", context, status=status)

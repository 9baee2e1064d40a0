"""What carriers are liable for, and the claims on them: filed, paid or refused."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.fulfilment.models import Claim, Parcel
from entrepot.apps.fulfilment.services.file_claim import file_claim
from entrepot.apps.fulfilment.services.settle_claim import settle_claim
from entrepot.apps.lanes.queries import liability_on
from entrepot.apps.lanes.services.set_liability import set_liability
from entrepot.apps.orders.models import Case
from entrepot.domain.money import Money
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.claims import FileClaimForm, LiabilityForm, SettleClaimForm
from entrepot.web.backoffice.queries.claims import all_claims, claims_shown
from entrepot.web.backoffice.shell import page
from entrepot.web.backoffice.views.lanes import find_lane

UNPROCESSABLE = 422
PAGE_SIZE = 25


def lane_liability(request: HttpRequest, code: str) -> HttpResponse:
    """State what the carrier of a lane is liable for; it counts for all lanes by the same service."""
    lane = find_lane(code)
    today = timezone.now().date()
    initial = {"currency": lane.currency, "valid_from": today}
    if (now := liability_on(lane.carrier, lane.service, today)) is not None:
        initial = {**LiabilityForm.initial_of(now), "valid_from": today}
    form = LiabilityForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and submit(
        request, form,
        lambda: set_liability(
            carrier=lane.carrier, service=lane.service, terms=form.terms,
            **{name: form.cleaned_data[name] for name in ("valid_from", "source", "is_assumed")},
        ),
        done=_("The liability is saved."),
    ):  # fmt: skip
        return redirect("backoffice:lane", code)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "lane_form.html", {"lane": lane, "form": form}, status=status)


def claims(request: HttpRequest) -> HttpResponse:
    """All claims; of one ``state`` if wanted."""
    state = request.GET.get("state", "")
    page_obj = Paginator(all_claims(state), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    context = {
        "page_obj": page_obj, "claims": claims_shown(page_obj), "state": state,
        "tabs": [("", _("All")), ("asked", _("Claimed")), ("paid", _("Paid")), ("refused", _("Refused"))],
    }  # fmt: skip
    return page(request, "claims.html", context)


@require_POST
def ask(request: HttpRequest, pk: int, parcel: int) -> HttpResponse:
    """Write down that the parcel of a case was claimed."""
    case = get_object_or_404(Case.objects.select_related("order"), pk=pk, order__isnull=False)
    row = get_object_or_404(Parcel, pk=parcel, shipment__consignment__order=case.order)
    form = FileClaimForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the amount to claim."))
    elif case.order is not None:
        asked = Money(form.cleaned_data["amount"], case.order.currency)
        carry_out(
            request,
            lambda: file_claim(
                parcel=row, case=case, asked=asked, by=operator_of(request), at=timezone.now()
            ),
            done=_("The claim is written down and stands in the books as outstanding."),
        )
    return redirect("backoffice:case", pk)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the carrier paid for a claim, or that it refused."""
    claim = get_object_or_404(Claim, pk=pk)
    form = SettleClaimForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give what was paid, and the number of the payment or the reason."))
    else:
        paid = Money(form.cleaned_data["amount"], claim.currency)
        carry_out(
            request,
            lambda: settle_claim(
                claim=claim, paid=paid, note=form.cleaned_data["note"], by=operator_of(request),
                at=timezone.now(),
            ),
            done=_("The carrier's answer is booked."),
        )  # fmt: skip
    return redirect("backoffice:case", claim.case_id)

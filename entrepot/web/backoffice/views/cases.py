"""The room of a case: what was said by whom, who must act, and the acts themselves."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.accounts.models import User
from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.orders.models import Case
from entrepot.apps.orders.services.assign_case import assign_case
from entrepot.apps.orders.services.write_case_message import write_case_message
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.cases import MessageForm
from entrepot.web.backoffice.queries.cases import case_shown
from entrepot.web.backoffice.queries.claim_pack import claim_pack
from entrepot.web.backoffice.queries.claims import claims_of
from entrepot.web.backoffice.shell import page
from entrepot.web.case_files import attachment_of, file_response
from entrepot.web.case_rooms import message_shown

UNPROCESSABLE = 422


def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it and write in it: to colleagues, to the buyer, or to a supplier of the order."""
    row = _find(pk)
    is_sent = request.method == "POST"
    form = MessageForm(row.order, request.POST or None, request.FILES or None)
    if is_sent and form.is_valid() and _write(request, row, form):
        return redirect("backoffice:case", pk)
    parcels = Parcel.objects.filter(shipment__consignment__order__cases=row).exclude(tracking_number="")
    context = {
        "entry": case_shown(row), "form": form, "chance": row.facts.get("chance", ""),
        "messages_shown": [
            message_shown(one, lambda file: reverse("backoffice:case_file", args=[pk, file]))
            for one in row.messages.defer("content")
        ],
        "parcels": list(parcels.order_by("pk")),
        "claims": claims_of(row, row.order) if row.order else [],
    }  # fmt: skip
    return page(request, "case.html", context, status=UNPROCESSABLE if is_sent else 200)


def _write(request: HttpRequest, row: Case, form: MessageForm) -> bool:
    return submit(
        request,
        form,
        lambda: write_case_message(
            case=row, by=operator_of(request), text=form.words, readers=form.readers,
            wanted=form.wanted_code, attachment=attachment_of(form.cleaned_data["file"]),
        ),
        done=_("Your message is in the case."),
    )  # fmt: skip


@require_POST
def take_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever presses it minds the case from now on, and it is our move."""
    row = _find(pk)
    carry_out(
        request,
        lambda: assign_case(case=row, owner="operator", due_at=row.due_at, assignee=cast(User, request.user)),
        done=_("The case is yours."),
    )
    return redirect("backoffice:case", pk)


def case_attachment(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    return file_response(_find(pk).messages.filter(pk=message, content__isnull=False).first())


def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """The claim pack as a download; 404 for a case of the shop, which no carrier can answer for."""
    row = _find(pk)
    if row.order is None:
        raise Http404
    response = HttpResponse(claim_pack(row, row.order), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="claim-{row.order.number}-{pk}.zip"'
    return response


def _find(pk: int) -> Case:
    return get_object_or_404(Case.objects.select_related("order", "assignee"), pk=pk)

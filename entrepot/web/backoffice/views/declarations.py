"""Customs declarations: the queue, one declaration with its messages, answers and corrections."""

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.queries.importing import we_import
from entrepot.apps.customs.queries.withdrawals import TO_WITHDRAW, awaits_withdrawal
from entrepot.apps.customs.services.amend_and_resend import amend_and_resend
from entrepot.apps.customs.services.answer_query import answer_query
from entrepot.apps.customs.services.record_withdrawal import record_withdrawal
from entrepot.domain.identifiers import masked
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.kit.errors import Refused
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.declarations import AmendForm, AnswerForm, ItemForm, item_forms
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 25
UNPROCESSABLE = 422
STATES = {
    "ours": Q(status="query") & ~Q(query_message="")
    | Q(status="rejected")
    | TO_WITHDRAW
    | Q(status="draft") & ~Q(send_error=""),
    "with_customs": Q(status__in=["sent", "accepted", "inspection"]),
    "released": Q(status="released"),
    "cancelled": Q(status="cancelled"),
}
_ITEM_FAULT = re.compile(r"(?:items?|goods|lines?)\[(\d+)\]\.(\w+)")


def declarations(request: HttpRequest) -> HttpResponse:
    """Open ones unless another ``state`` is asked for, oldest first."""
    state = request.GET.get("state", "")
    page_obj = Paginator(_rows(state), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    tabs = [
        ("", _("Open")), ("ours", _("Our move")), ("with_customs", _("With customs")),
        ("released", _("Released")), ("cancelled", _("Cancelled")),
    ]  # fmt: skip
    return page(request, "declarations.html", {"page_obj": page_obj, "state": state, "tabs": tabs})


def _rows(state: str) -> QuerySet[Declaration]:
    rows = Declaration.objects.select_related("shipment__consignment__order", "inbound", "port")
    if state in ("released", "cancelled"):
        return rows.filter(STATES[state]).order_by("-created_at")
    chosen = STATES.get(state, ~Q(status__in=["released", "cancelled"]) | TO_WITHDRAW)
    return rows.filter(chosen).order_by("created_at")


def declaration(request: HttpRequest, reference: str) -> HttpResponse:
    return _page(request, _find(reference))


@require_POST
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer the open question of customs and send the declaration again."""
    row = _find(reference)
    form = AnswerForm(request.POST)
    by = operator_of(request)
    if form.is_valid():
        text = form.cleaned_data["answer"]
        if submit(
            request, form, lambda: answer_query(declaration=row, answer=text, by=by),
            done=_("The answer goes to customs."),
        ):  # fmt: skip
            return redirect("backoffice:declaration", reference)
    return _page(request, row, answer_form=form, status=UNPROCESSABLE)


@require_POST
def amend(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct items and send a new version."""
    row = _find(reference)
    items, form = item_forms(row, request.POST), AmendForm(request.POST)
    if all([form.is_valid(), *(one.is_valid() for one in items)]):
        try:
            amend_and_resend(
                declaration=row, by=operator_of(request),
                items={one.item.position: one.correction() for one in items},
                importer_id=form.cleaned_data["importer_id"], answer=form.cleaned_data["answer"],
            )  # fmt: skip
        except Refused as refusal:
            _put_faults(form, items, refusal)
        except IllegalTransition:
            messages.warning(request, _("Customs has decided in the meantime. This is how it stands now."))
            return redirect("backoffice:declaration", reference)
        else:
            messages.success(request, _("The corrected declaration goes to customs."))
            return redirect("backoffice:declaration", reference)
    return _page(request, row, amend_form=form, items=items, status=UNPROCESSABLE)


@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that customs has withdrawn it."""
    row, by = _find(reference), operator_of(request)
    carry_out(
        request, lambda: record_withdrawal(declaration=row, by=by), done=_("The declaration is withdrawn.")
    )
    return redirect("backoffice:declaration", reference)


def _put_faults(form: AmendForm, items: list[ItemForm], refusal: Refused) -> None:
    for fault in refusal.faults:
        found = _ITEM_FAULT.search(fault.field)
        if found and int(found[1]) < len(items) and found[2] in items[int(found[1])].fields:
            items[int(found[1])].add_error(found[2], fault.message)
        elif fault.field in form.fields:
            form.add_error(fault.field, fault.message)
        else:
            form.add_error(None, fault.message)
    if not refusal.faults:
        form.add_error(None, refusal.message)


def _find(reference: str) -> Declaration:
    rows = Declaration.objects.select_related("shipment__consignment__order", "inbound", "port")
    rows = rows.prefetch_related("items", "messages")
    return get_object_or_404(rows, reference=reference)


def _page(
    request: HttpRequest,
    row: Declaration,
    *,
    answer_form: AnswerForm | None = None,
    amend_form: AmendForm | None = None,
    items: list[ItemForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    asks = row.status == "query" and bool(row.query_message)
    amendable = asks or row.status == "rejected" or (row.status == "draft" and bool(row.send_error))
    context: dict[str, Any] = {
        "declaration": row,
        "order": row.shipment.consignment.order if row.shipment else None,
        "answer_form": (answer_form or AnswerForm()) if asks else None,
        "amend_form": (amend_form or AmendForm()) if amendable else None,
        "item_forms": items or item_forms(row),
        "is_amending": items is not None or row.status in ("rejected", "draft"),
        "asks": asks,
        "answered": _answered(row),
        "to_withdraw": awaits_withdrawal(row),
        "we_import": row.shipment is None or we_import(row.shipment.consignment, row.procedure),
    }
    return page(request, "declaration.html", context, status=status)


def _answered(row: Declaration) -> str:
    """What customs was answered and has not decided on yet, an identity number in it masked."""
    if row.status != "query" or row.query_message:
        return ""
    return row.answer.replace(row.importer_id, masked(row.importer_id)) if row.importer_id else row.answer

"""Cancel an order or a consignment, refund, settle a case: one page each, with its form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.services.cancel_consignment import cancel_consignment as cancel_one
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.orders.services.cancel_order import cancel_order as cancel_all
from entrepot.apps.orders.services.resolve_case import resolve_case as settle
from entrepot.apps.payments.models import Refund
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.web.acting import submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.order_acts import ReasonForm, RefundForm, ResolutionForm
from entrepot.web.backoffice.queries.cases import case_shown, open_cases
from entrepot.web.backoffice.queries.money import money_of
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 25
UNPROCESSABLE = 422


def cancel_order(request: HttpRequest, number: str) -> HttpResponse:
    """The whole order: stock is released, money goes back, suppliers are told."""
    order = get_object_or_404(Order, number=number)
    by = operator_of(request)

    def act(form: forms.Form) -> Any:
        return cancel_all(order=order, by=by, why=form.cleaned_data["reason"])

    context = {
        "order": order, "title": _("Cancel order %(number)s") % {"number": number},
        "lead": _("All goods that have not left are released and everything paid is refunded."),
        "button": _("Cancel the order"),
    }  # fmt: skip
    done = _("Order %(number)s is cancelled.") % {"number": number}
    return _reason_page(request, order, act, context, done)


def cancel_consignment(request: HttpRequest, number: str, position: int) -> HttpResponse:
    """One consignment: its goods are released and what it cost goes back."""
    order = get_object_or_404(Order, number=number)
    consignment = get_object_or_404(order.consignments, position=position)
    by = operator_of(request)

    def act(form: forms.Form) -> Any:
        return cancel_one(consignment=consignment, reason=form.cleaned_data["reason"], by=by)

    context = {
        "order": order,
        "title": _("Cancel consignment %(position)s of %(number)s")
        % {"position": position, "number": number},
        "lead": _("Its goods are released; goods, shipping, duties and taxes of it are refunded."),
        "button": _("Cancel the consignment"),
        "consignment": consignment,
    }
    done = _("Consignment %(position)s is cancelled.") % {"position": position}
    return _reason_page(request, order, act, context, done)


def _reason_page(
    request: HttpRequest,
    order: Order,
    act: Callable[[forms.Form], Any],
    context: dict[str, Any],
    done: str,
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and submit(request, form, lambda: act(form), done=done):
        return redirect("backoffice:order", order.number)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "reason.html", {**context, "form": form}, status=status)


def refund(request: HttpRequest, number: str) -> HttpResponse:
    """Return parts of what was paid; the provider is asked after the commit."""
    order = get_object_or_404(Order, number=number)
    money = money_of(order)
    if request.method == "GET" and not money.can_refund:
        messages.info(request, _("Nothing is left to refund on this order."))
        return redirect("backoffice:order", number)
    form = RefundForm(money.left, request.POST if request.method == "POST" else None)
    if request.method == "POST" and _refunded_before(order, request.POST.get("token", "")):
        return redirect("backoffice:order", number)
    if request.method == "POST" and form.is_valid() and _refund(request, order, form):
        return redirect("backoffice:order", number)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "refund.html", {"order": order, "money": money, "form": form}, status=status)


def _refund(request: HttpRequest, order: Order, form: RefundForm) -> bool:
    return submit(
        request,
        form,
        lambda: request_refund(
            order=order, parts=form.parts(), reason=form.cleaned_data["reason"],
            reference=_reference(form.cleaned_data["token"]), by=operator_of(request),
        ),
        done=_("The refund is on its way to the provider."),
    )  # fmt: skip


def _reference(token: Any) -> str:
    return f"console:{token}"


def _refunded_before(order: Order, token: str) -> bool:
    """Whether this very form has been sent already."""
    return Refund.objects.filter(payment__order=order, reference=_reference(token)).exists()


def exceptions(request: HttpRequest) -> HttpResponse:
    """Open cases, the most urgent first; ``owner`` narrows them to whose move it is."""
    owner = request.GET.get("owner", "")[:20]
    page_obj = Paginator(open_cases(owner), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    context = {"page_obj": page_obj, "entries": [case_shown(case) for case in page_obj], "owner": owner}
    return page(request, "exceptions.html", context)


def resolve_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a case by hand with a note of what was done."""
    case = get_object_or_404(Case.objects.select_related("order"), pk=pk)
    if case.status == "resolved":
        if request.method == "GET":
            raise Http404
        return redirect("backoffice:exceptions")
    form = ResolutionForm(request.POST or None)
    by = operator_of(request)
    if request.method == "POST" and form.is_valid():
        resolution = form.cleaned_data["resolution"]
        if submit(
            request, form, lambda: settle(case=case, by=by, resolution=resolution), done=_("Case settled.")
        ):
            return redirect("backoffice:exceptions")
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "resolve.html", {"entry": case_shown(case), "form": form}, status=status)

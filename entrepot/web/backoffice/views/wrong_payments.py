"""A payment of another amount than asked for: what came, what was due, and what becomes of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.orders.models import Case
from entrepot.apps.payments.queries.wrong_payments import Answer, WrongPayment, wrong_payment
from entrepot.apps.payments.services.answer_wrong_payment import answer_wrong_payment
from entrepot.domain.money import Money
from entrepot.web.acting import submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.wrong_payments import WrongPaymentForm
from entrepot.web.backoffice.queries.cases import case_shown
from entrepot.web.backoffice.shell import page

UNPROCESSABLE = 422


def settle_payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose one of the answers that fit; a case that is settled leads back to its order."""
    case = get_object_or_404(Case.objects.select_related("order"), pk=pk)
    found = wrong_payment(case, timezone.now())
    if found is None:
        messages.info(
            request, _("There is nothing to decide: the money is booked. See the order's payments.")
        )
        return redirect(case_shown(case).subject_url)
    form = WrongPaymentForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _settle(request, found, form):
        return redirect("backoffice:order", found.payment.order.number)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "wrong_payment.html", {"found": found, "form": form}, status=status)


def _settle(request: HttpRequest, found: WrongPayment, form: WrongPaymentForm) -> bool:
    cleaned = form.cleaned_data
    return submit(
        request,
        form,
        lambda: answer_wrong_payment(
            case=found.case, received=Money(cleaned["amount"], found.received.currency),
            answer=Answer(cleaned["answer"]), reason=cleaned["reason"], by=operator_of(request),
        ),
        done=_("The payment is settled."),
    )  # fmt: skip

"""The shop asks more for goods that are bought after they were ordered: the buyer decides."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.purchasing.models import PurchaseTask
from entrepot.apps.purchasing.services.agree_to_price import agree_to_price
from entrepot.apps.purchasing.services.end_purchase import end_purchase
from entrepot.web.acting import carry_out


@require_POST
def agree(request: HttpRequest, token: UUID) -> HttpResponse:
    """Yes, to the very total that the page showed."""
    task = _find(request, token)
    if task.asked_total_amount is None or request.POST.get("total") != str(Decimal(task.asked_total_amount)):
        messages.warning(request, _("The price has changed again. Look at it once more."))
        return redirect("storefront:order", token)
    done = _("Thank you. Your goods are being bought; the balance is due when they are.")
    carry_out(request, lambda: agree_to_price(task=task, by="buyer"), done=done)
    return redirect("storefront:order", token)


@require_POST
def decline(request: HttpRequest, token: UUID) -> HttpResponse:
    """No: it is not bought and its deposit goes back in full."""
    task = _find(request, token)
    done = _("It will not be bought, and its deposit is on its way back, in full.")
    carry_out(request, lambda: end_purchase(task=task, to="declined", by="buyer"), done=done)
    return redirect("storefront:order", token)


def _find(request: HttpRequest, token: UUID) -> PurchaseTask:
    tasks = PurchaseTask.objects.select_related("consignment__order", "supplier")
    number = request.POST.get("number", "").replace("\x00", "")
    task = tasks.filter(consignment__order__token=token, number=number).first()
    if task is None:
        raise Http404
    return task

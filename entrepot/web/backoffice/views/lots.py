"""Lots: block, release or scrap units, and who got goods of a lot."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.inventory.models import Lot
from entrepot.apps.inventory.queries import lot_deliveries
from entrepot.apps.inventory.services.block_stock import block_stock
from entrepot.apps.inventory.services.scrap_stock import scrap_stock
from entrepot.apps.inventory.services.unblock_stock import unblock_stock
from entrepot.web.acting import carry_out
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.warehousing import LotForm
from entrepot.web.backoffice.shell import page

ACTS = {"block": block_stock, "unblock": unblock_stock, "scrap": scrap_stock}


def recall(request: HttpRequest) -> HttpResponse:
    """Where units of a lot number lie, and which orders got some."""
    number = request.GET.get("q", "").strip()[:40]
    lots = Lot.objects.filter(number=number).select_related("level__warehouse", "level__variant__product")
    context = {
        "number": number,
        "lots": list(lots.order_by("level__warehouse__code", "received_at")) if number else [],
        "deliveries": lot_deliveries(lot_number=number) if number else [],
    }
    return page(request, "lots.html", context)


@require_POST
def act_on_lot(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """``act``: block, unblock or scrap."""
    if act not in ACTS:
        raise Http404(act)
    lot = get_object_or_404(Lot.objects.select_related("level__warehouse", "level__variant"), pk=pk)
    form = LotForm(request.POST)
    if form.is_valid():
        cleaned = form.cleaned_data
        carry_out(
            request,
            lambda: ACTS[act](
                lot=lot, quantity=cleaned["quantity"], reason=cleaned["reason"], by=operator_of(request)
            ),
            done=_("Lot %(lot)s is written down.") % {"lot": lot},
        )
    else:
        messages.error(request, _("Enter how many pieces, and why."))
    return redirect("backoffice:level", lot.level.warehouse.code, lot.level.variant.sku)

"""The order page by its secret link, its charges in words, paying again, and the buyer's own orders."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from entrepot.apps.accounts.models import User
from entrepot.apps.fulfilment.documents.proof_of_delivery import proof_rows
from entrepot.apps.orders.models import Consignment, Order
from entrepot.apps.orders.services.confirm_receipt import confirm_receipt
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.web.landed_words import limit_texts, sentence_of
from entrepot.web.places import country_name
from entrepot.web.storefront.frame import page
from entrepot.web.storefront.landed import assumptions, charge_row, day, total_rows
from entrepot.web.storefront.order_view import line_view, order_view
from entrepot.web.storefront.queries.order_page import (
    charges_of,
    delivery_of,
    find_order,
    invoice_of,
    last_payment,
    order_page,
)
from entrepot.web.storefront.views.checkout import pay_at_provider
from entrepot.web.templatetags.code_words import lane_name

ORDERS_A_PAGE = 20
LOOKS_FOR_PAYMENT = 12


@require_safe
@never_cache
def order(request: HttpRequest, token: UUID) -> HttpResponse:
    """Where the order is, what happened, and whose move it is."""
    found = find_or_404(token)
    data = order_page(found, get_language() or "en")
    context = {"order": found, **order_view(data), "page_title": found.number}
    return page(request, "storefront/order.html", context)


@require_safe
@never_cache
def charges(request: HttpRequest, token: UUID) -> HttpResponse:
    """Why the buyer pays what he pays: every charge of the order in words."""
    found = find_or_404(token)
    consignments = charges_of(found)
    context = {
        "order": found,
        "costs": [_cost(each, found, several=len(consignments) > 1) for each in consignments],
        "totals": total_rows(
            found.total,
            found.due_on_delivery,
            is_partial=any(each.landed_cost.get("status") == "partial" for each in consignments),
        ),
        "fx": [{**rate, "as_of": day(rate["as_of"])} for rate in found.fx],
    }
    return page(request, "storefront/charges.html", context)


@require_safe
@never_cache
def paid(request: HttpRequest, token: UUID) -> HttpResponse:
    """Where the payment page sends the buyer back to: wait a moment for the provider's own word."""
    found = find_or_404(token)
    payment = last_payment(found)
    if payment is not None and payment.status == "captured" and found.status != "cancelled":
        messages.success(request, _("Thank you, your payment arrived."))
        return redirect("storefront:order", token)
    looks = _looks(request)
    if payment is None or payment.status in ("failed", "cancelled") or looks >= LOOKS_FOR_PAYMENT:
        return redirect("storefront:order", token)
    response = page(request, "storefront/paid.html", {"order": found})
    response["Refresh"] = f"2; url={request.path}?look={looks + 1}"
    return response


@require_POST
def pay(request: HttpRequest, token: UUID) -> HttpResponse:
    """Pay an order that was not paid yet."""
    return pay_at_provider(request, find_or_404(token))


@require_POST
def receive(request: HttpRequest, token: UUID) -> HttpResponse:
    """The buyer says that everything arrived."""
    found = find_or_404(token)
    if found.status != "completed":
        try:
            confirm_receipt(order=found, by="buyer")
            messages.success(request, _("Thank you. The order is complete."))
        except IllegalTransition:
            messages.error(request, _("This can be confirmed once everything has been delivered."))
    return redirect("storefront:order", token)


@require_safe
@never_cache
def invoice(request: HttpRequest, token: UUID, number: str) -> HttpResponse:
    """The commercial invoice that travels with a parcel, as PDF."""
    document = invoice_of(find_or_404(token), number)
    if document is None:
        raise Http404
    response = HttpResponse(bytes(document.content), content_type=document.media_type)
    response["Content-Disposition"] = f'attachment; filename="invoice-{number}.pdf"'
    return response


@require_safe
@never_cache
def delivery_proof(request: HttpRequest, token: UUID, pk: int) -> HttpResponse:
    """Who signed for a delivered parcel, where and when, as far as its carrier told."""
    found = find_or_404(token)
    proof = delivery_of(found, pk)
    if proof is None:
        raise Http404
    context = {"order": found, "proof": proof, "rows": proof_rows(proof)}
    return page(request, "storefront/proof_of_delivery.html", context)


@require_safe
@login_required
@never_cache
def orders(request: HttpRequest) -> HttpResponse:
    """The orders of whoever is signed in, newest first."""
    own = Order.objects.filter(user=cast(User, request.user)).order_by("-placed_at", "-id")
    page_obj = Paginator(own.prefetch_related("lines"), ORDERS_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"order": each, "lines": [line_view(line) for line in each.lines.all()]} for each in page_obj]
    context = {"page_obj": page_obj, "rows": rows}
    return page(request, "storefront/orders.html", context)


def find_or_404(token: UUID) -> Order:
    """The order that ``token`` opens."""
    found = find_order(token)
    if found is None:
        raise Http404
    return found


def _looks(request: HttpRequest) -> int:
    text = request.GET.get("look", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else LOOKS_FOR_PAYMENT


def _cost(each: Consignment, found: Order, *, several: bool) -> dict[str, Any]:
    rows = [
        charge_row(
            {
                "kind": charge.kind,
                "amount": charge.amount,
                "explanation": charge.explanation or {},
            },
            found.currency,
            lane_name(each.lane),
        )
        if charge.kind == "shipping" or charge.explanation
        else {"label": charge.label, "amount": charge.money}
        for charge in each.charges.all()
    ]
    landed = each.landed_cost
    return {
        "title": _("Parcel %(number)s, from %(country)s")
        % {"number": each.position, "country": country_name(each.ships_from)}
        if several
        else _("From %(country)s") % {"country": country_name(each.ships_from)},
        "lines": [line_view(line) for line in each.lines.all()],
        "quote": {
            "rows": rows,
            "totals": [],
            "not_included": [sentence_of(notice) for notice in landed.get("not_included", [])],
            "warnings": [sentence_of(notice) for notice in landed.get("gaps", [])],
            "assumptions": assumptions([landed]),
            "limits": limit_texts(landed),
            "status": landed.get("status", ""),
        },
    }

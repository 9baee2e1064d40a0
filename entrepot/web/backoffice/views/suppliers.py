"""Suppliers with what they offer and owe an answer to."""

from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.suppliers.models import Supplier, SupplierOffer
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 25
SHOWN_ORDERS = 20


def suppliers(request: HttpRequest) -> HttpResponse:
    """Each with its offers, unanswered and late orders, and the age of its stock figures."""
    now = timezone.now()
    unanswered = Q(status="sent")
    waiting = {
        row["supplier"]: row
        for row in DropshipOrder.objects.values("supplier").annotate(
            sent=Count("pk", filter=unanswered),
            late=Count("pk", filter=unanswered & Q(accept_by__lt=now)),
            to_ship=Count("pk", filter=Q(status="accepted")),
            refused=Count("pk", filter=Q(status="refused")),
        )
    }
    rows = Supplier.objects.annotate(offer_count=Count("offers", filter=Q(offers__is_active=True))).order_by(
        "code"
    )
    synced = dict(
        Supplier.objects.annotate(at=Max("warehouse__stock_levels__synced_at")).values_list("pk", "at")
    )
    shown = [{"row": row, "waiting": waiting.get(row.pk), "synced_at": synced.get(row.pk)} for row in rows]
    return page(request, "suppliers.html", {"rows": shown})


def supplier(request: HttpRequest, code: str) -> HttpResponse:
    """Its orders and offers, and the agreement in force."""
    row = get_object_or_404(Supplier, code=code)
    orders = DropshipOrder.objects.for_supplier(row).select_related("consignment__order")
    offers = SupplierOffer.objects.filter(supplier=row).select_related("variant__product")
    page_obj = Paginator(offers.order_by("variant__sku"), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    today = timezone.now().date()
    context = {
        "row": row,
        "orders": orders.order_by("-sent_at")[:SHOWN_ORDERS],
        "page_obj": page_obj,
        "agreement": row.agreements.filter(valid__contains=today).first(),
        "members": row.members.select_related("user"),
        "now": timezone.now(),
    }
    return page(request, "supplier.html", context)

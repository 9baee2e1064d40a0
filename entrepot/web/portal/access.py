"""Who may enter: members of an active supplier. To everybody else who is signed in there is no portal."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from entrepot.apps.purchasing.models import DropshipOrder, PurchaseTask
from entrepot.apps.suppliers.models import Supplier
from entrepot.apps.suppliers.queries import supplier_of
from entrepot.web.portal.scope import own

View = Callable[..., HttpResponseBase]


def supplier_only(view: View) -> View:
    """Calls ``view(request, supplier, ...)``. Anonymous visitors sign in first, others get 404."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            back = request.get_full_path() if request.method == "GET" else reverse("portal:home")
            return redirect_to_login(back, settings.LOGIN_URL)
        supplier = supplier_of(request.user.pk)
        if supplier is None:
            raise Http404
        response = view(request, supplier, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    return guarded


def buyer_only(view: View) -> View:
    """As ``supplier_only``, for pages that only a buyer abroad has; to companies there are none."""

    @wraps(view)
    def guarded(
        request: HttpRequest, supplier: Supplier, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if supplier.kind != Supplier.Kind.BUYER:
            raise Http404
        return view(request, supplier, *args, **kwargs)

    return supplier_only(guarded)


def by_of(supplier: Supplier) -> str:
    """Who acts, as the services write it down: ``supplier:silk-road``."""
    return f"supplier:{supplier.code}"


def page(
    request: HttpRequest,
    supplier: Supplier,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """``portal/<template>`` with the supplier's name and the number of orders that wait for it."""
    waiting = own(DropshipOrder, supplier).filter(status__in=["sent", "accepted"]).count()
    is_buyer = supplier.kind == Supplier.Kind.BUYER
    counts = {"orders": waiting}
    if is_buyer:
        to_buy = own(PurchaseTask, supplier).filter(status__in=["sent", "accepted"])
        counts["purchases"] = to_buy.count()
    shown = {
        "supplier": {"name": str(supplier), "is_buyer": is_buyer}, "nav_counts": counts, **(context or {}),
    }  # fmt: skip
    return render(request, f"portal/{template}", shown, status=status)

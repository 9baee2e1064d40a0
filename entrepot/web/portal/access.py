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

from entrepot.apps.purchasing.models import DropshipOrder
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
    shown = {"supplier": {"name": str(supplier)}, "nav_counts": {"orders": waiting}, **(context or {})}
    return render(request, f"portal/{template}", shown, status=status)

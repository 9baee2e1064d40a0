"""Where somebody lands who names no page: the shop in his language, or his own place after signing in."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from entrepot.apps.accounts.models import User
from entrepot.apps.suppliers.models import SupplierMember


def front_door(request: HttpRequest) -> HttpResponse:
    """The shop in the language the visitor prefers."""
    return redirect("storefront:home")


@login_required
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Operators to the console, suppliers to the portal, everybody else to his orders."""
    user = cast(User, request.user)
    wanted = "storefront:orders"
    if user.is_staff:
        wanted = "backoffice:home"
    elif SupplierMember.objects.filter(user=user).exists():
        wanted = "portal:home"
    return redirect(wanted)

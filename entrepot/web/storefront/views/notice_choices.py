"""How a buyer wishes to be told: by which channels, and how much."""

from typing import cast
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from entrepot.apps.accounts.models import User
from entrepot.apps.notices.models import NoticeChoice
from entrepot.web.storefront.forms import HowMuchForm, NoticeChoiceForm
from entrepot.web.storefront.frame import page
from entrepot.web.storefront.views.orders import find_or_404

UNPROCESSABLE = 422


@login_required
@never_cache
def own_choice(request: HttpRequest) -> HttpResponse:
    """All of it, for whoever has shown that the mail address is theirs."""
    user = cast(User, request.user)
    if not EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists():
        messages.info(request, _("Confirm your mail address first; then choose how we tell you."))
        return redirect("storefront:orders")
    return _choice(request, user.email, NoticeChoiceForm, "")


@never_cache
def choice_of_order(request: HttpRequest, token: UUID) -> HttpResponse:
    """Whoever holds an order's link may ask for less, but not direct news of other orders elsewhere."""
    order = find_or_404(token)
    return _choice(request, order.email, HowMuchForm, str(token))


def _choice(request: HttpRequest, email: str, form_class: type[HowMuchForm], token: str) -> HttpResponse:
    known = NoticeChoice.objects.filter(email__iexact=email).first() or NoticeChoice(email=email)
    form = form_class(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("We will tell you as you wish."))
        return redirect("storefront:order", token) if token else redirect("storefront:orders")
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "email": email, "token": token}
    return page(request, "storefront/notice_choices.html", context, status=status)

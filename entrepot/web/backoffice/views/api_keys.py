"""API keys: who has one, make one, revoke one."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.accounts.models import ApiKey, User
from entrepot.apps.accounts.services.make_api_key import make_api_key
from entrepot.apps.accounts.services.revoke_api_key import revoke_api_key as revoke
from entrepot.kit.errors import Refused
from entrepot.web.acting import put_faults
from entrepot.web.backoffice.forms.api_keys import ApiKeyForm
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 25
UNPROCESSABLE = 422


def api_keys(request: HttpRequest) -> HttpResponse:
    """All keys, those in force first, and the form for a new one.

    The answer to the form shows the new key; it is kept nowhere, so that page cannot be had again.
    """
    form = ApiKeyForm(request.POST or None)
    if request.method != "POST":
        return _page(request, form)
    made = _made(request, form) if form.is_valid() else ""
    return _page(request, ApiKeyForm(), made) if made else _page(request, form, status=UNPROCESSABLE)


def _made(request: HttpRequest, form: ApiKeyForm) -> str:
    """The plain text of the new key; empty when it was refused."""
    try:
        return make_api_key(**form.cleaned_data, by=cast(User, request.user))[1]
    except Refused as refusal:
        put_faults(form, refusal)
        return ""


@require_POST
def revoke_api_key(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a key out of use; a second press changes nothing."""
    key = get_object_or_404(ApiKey, pk=pk)
    if revoke(key=key):
        messages.success(request, _("The key %(prefix)s… is revoked.") % {"prefix": key.prefix})
    else:
        messages.info(request, _("The key %(prefix)s… was revoked before.") % {"prefix": key.prefix})
    return redirect("backoffice:api_keys")


def _page(request: HttpRequest, form: ApiKeyForm, made: str = "", *, status: int = 200) -> HttpResponse:
    rows = ApiKey.objects.select_related("user", "made_by").order_by("-revoked_at", "-pk")  # none comes first
    page_obj = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page", "1"))
    return page(request, "api_keys.html", {"page_obj": page_obj, "form": form, "made": made}, status=status)

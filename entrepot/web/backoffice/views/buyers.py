"""Buyers abroad: whose identity is to be checked, what they are buying, which deposits are held."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entrepot.apps.purchasing.models import ProofOfPurchase
from entrepot.apps.purchasing.services.review_verification import review_verification
from entrepot.apps.suppliers.models import Verification
from entrepot.web.acting import submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.buyers import ReviewForm
from entrepot.web.backoffice.queries.buyers import buyers_shown, open_purchases, outstanding_deposits
from entrepot.web.backoffice.shell import page
from entrepot.web.pictures import photo_response

UNPROCESSABLE = 422
PRIVATE = "no-store, private"


def buyers(request: HttpRequest) -> HttpResponse:
    deposits, held = outstanding_deposits()
    context = {
        "buyers": buyers_shown(), "purchases": open_purchases(), "deposits": deposits, "held": held,
    }  # fmt: skip
    return page(request, "buyers.html", context)


def verification(request: HttpRequest, pk: int) -> HttpResponse:
    """The document with its photo: approve it, or reject it with a reason."""
    row = get_object_or_404(Verification.objects.defer("photo").select_related("supplier"), pk=pk)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        approved = form.cleaned_data["decision"] == "approve"

        def act() -> Any:
            return review_verification(
                verification=row, approved=approved, reason=form.cleaned_data["reason"],
                by=operator_of(request),
            )  # fmt: skip

        done = _("The buyer may list and sell now.") if approved else _("The buyer is told why.")
        if submit(request, form, act, done=done):
            return redirect("backoffice:buyers")
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "verification.html", {"row": row, "form": form}, status=status)


@require_safe
def verification_photo(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Verification, pk=pk)
    return photo_response(bytes(row.photo), cache=PRIVATE)


@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The proof of purchase of a purchase."""
    proof = ProofOfPurchase.objects.filter(task__number=number).first()
    if proof is None:
        raise Http404(number)
    return photo_response(bytes(proof.photo), cache=PRIVATE)

"""Purchases of a buyer abroad: take one on, bought with its receipt, dearer than listed, not to be had."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entrepot.apps.orders.queries import timeline
from entrepot.apps.purchasing.models import BuyerListing, ProofOfPurchase, PurchaseTask
from entrepot.apps.purchasing.services.accept_purchase import accept_purchase
from entrepot.apps.purchasing.services.end_purchase import end_purchase
from entrepot.apps.purchasing.services.raise_purchase_price import raise_purchase_price
from entrepot.apps.purchasing.services.report_purchase import Receipt, report_purchase
from entrepot.apps.suppliers.models import Supplier
from entrepot.domain.money import Money
from entrepot.kit.photos import clean_photo
from entrepot.web.acting import carry_out, submit
from entrepot.web.pictures import photo_response
from entrepot.web.portal.access import by_of, page
from entrepot.web.portal.buying_forms import DearerForm, NotFoundForm, ReceiptForm
from entrepot.web.portal.queries import own_purchases
from entrepot.web.portal.scope import own

PAGE_SIZE = 20
UNPROCESSABLE = 422


def purchases(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """All purchases, the most urgent first."""
    page_obj = Paginator(own_purchases(supplier), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    return page(request, supplier, "purchases.html", {"page_obj": page_obj})


def purchase(request: HttpRequest, supplier: Supplier, number: str) -> HttpResponse:
    return _page(request, supplier, _find(supplier, number))


@require_POST
def accept(request: HttpRequest, supplier: Supplier, number: str) -> HttpResponse:
    task = _find(supplier, number)
    done = _("You took on %(number)s. Photograph the receipt when you have bought it.") % {"number": number}
    carry_out(request, lambda: accept_purchase(task=task, by=by_of(supplier)), done=done)
    return redirect("portal:purchase", number)


@require_POST
def bought(request: HttpRequest, supplier: Supplier, number: str) -> HttpResponse:
    """Bought, with the photo of the receipt and what was paid."""
    task = _find(supplier, number)
    form = ReceiptForm(task, request.POST, request.FILES)

    def act() -> Any:
        given = form.cleaned_data
        receipt = Receipt(
            clean_photo(given["photo"]),
            Money(given["paid"], task.currency),
            given["shop"],
            given["bought_on"],
        )
        return report_purchase(task=task, receipt=receipt, by=by_of(supplier))

    done = _(
        "Thank you. The customer is asked for the balance once everything is bought; then you get a label."
    )
    return _submit(request, supplier, task, ("receipt_form", form), act, done)


@require_POST
def dearer(request: HttpRequest, supplier: Supplier, number: str) -> HttpResponse:
    """The shop asks more than was listed."""
    task = _find(supplier, number)
    form = DearerForm(task, request.POST)

    def act() -> Any:
        return raise_purchase_price(task=task, costs=form.costs(), by=by_of(supplier))

    return _submit(
        request, supplier, task, ("price_form", form), act, _("The customer is asked. Wait for the answer.")
    )


@require_POST
def not_found(request: HttpRequest, supplier: Supplier, number: str) -> HttpResponse:
    task = _find(supplier, number)
    form = NotFoundForm(request.POST)

    def act() -> Any:
        reason = form.cleaned_data["reason"]
        return end_purchase(task=task, to="not_found", reason=reason, by=by_of(supplier))

    done = _("The customer has been told and gets the deposit for it back.")
    return _submit(request, supplier, task, ("not_found_form", form), act, done)


@require_safe
def receipt(request: HttpRequest, supplier: Supplier, number: str) -> HttpResponse:
    """The photo of the receipt, for whoever took it."""
    proof = own(ProofOfPurchase, supplier).filter(task__number=number).first()
    if proof is None:
        raise Http404(number)
    return photo_response(bytes(proof.photo), cache="no-store, private")


def _find(supplier: Supplier, number: str) -> PurchaseTask:
    return get_object_or_404(own_purchases(supplier), number=number)


def _submit(
    request: HttpRequest,
    supplier: Supplier,
    task: PurchaseTask,
    named: tuple[str, forms.Form],
    act: Callable[[], Any],
    done: str,
) -> HttpResponse:
    name, form = named
    if form.is_valid() and submit(request, form, act, done=done):
        return redirect("portal:purchase", task.number)
    task.refresh_from_db()
    return _page(request, supplier, task, {name: form}, status=UNPROCESSABLE)


def _page(
    request: HttpRequest,
    supplier: Supplier,
    task: PurchaseTask,
    bound: dict[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    order = task.consignment.order
    facts = timeline(order, "supplier", get_language() or "en", supplier=supplier.code)
    context: dict[str, Any] = {
        "task": task,
        "receipt_form": ReceiptForm(task, initial=_known(supplier, task)),
        "price_form": DearerForm(task),
        "not_found_form": NotFoundForm(),
        "has_receipt": own(ProofOfPurchase, supplier).filter(task=task).exists(),
        "story": [
            {"title": fact.sentence, "at": fact.at, "state": "problem" if fact.problem else "done"}
            for fact in facts
        ],
        "opened": next(iter(bound or {}), ""),
        **(bound or {}),
    }
    return page(request, supplier, "purchase.html", context, status=status)


def _known(supplier: Supplier, task: PurchaseTask) -> dict[str, Any]:
    """What the listing says already, to be corrected where the receipt says otherwise."""
    variants = [line.order_line.variant_id for line in task.lines.all()]
    listing = own(BuyerListing, supplier).filter(variant__in=variants).first()
    return {
        "paid": task.cost.rounded().amount, "bought_on": timezone.now().date().isoformat(),
        "shop": listing.shop if listing else "",
    }  # fmt: skip

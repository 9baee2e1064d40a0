"""Bonded account books: zones and books, one book beside the shelf, adjustments and returns."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.customs.models import BondedBook, BondedEntry
from entrepot.apps.customs.queries.bonded import BookLine, book_lines, open_differences
from entrepot.apps.customs.services.adjust_bonded_book import adjust_bonded_book
from entrepot.apps.customs.services.reconcile_bonded_book import reconcile_bonded_book
from entrepot.apps.customs.services.return_to_bond import return_to_bond
from entrepot.apps.inventory.models import BondedZone
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.bonded import AdjustForm, ReturnForm
from entrepot.web.backoffice.queries.cases import case_shown
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 25
LATEST = 10
UNPROCESSABLE = 422


def bonded_books(request: HttpRequest) -> HttpResponse:
    """Every book with its zone, and every zone with its licence."""
    today = timezone.now().date()
    licensed = set(BondedZone.licensed_on(today).values_list("pk", flat=True))
    books = [
        (book, open_differences(book).count(), book.warehouse.zone_id in licensed)
        for book in BondedBook.objects.select_related("warehouse__zone", "port")
    ]
    zones = [(zone, zone.pk in licensed) for zone in BondedZone.objects.all()]
    return page(request, "bonded_books.html", {"books": books, "zones": zones})


def bonded_book(request: HttpRequest, number: str) -> HttpResponse:
    return _page(request, _find(number))


@require_POST
def reconcile(request: HttpRequest, number: str) -> HttpResponse:
    """Compare the book with the shelf now; each difference becomes a case."""
    book = _find(number)
    carry_out(
        request, lambda: reconcile_bonded_book(book=book, now=timezone.now()),
        done=_("The book is compared with the shelf."),
    )  # fmt: skip
    return redirect("backoffice:bonded_book", number)


@require_POST
def adjust(request: HttpRequest, number: str) -> HttpResponse:
    book = _find(number)
    form = AdjustForm(book, request.POST)
    if form.is_valid() and submit(
        request, form, lambda: adjust_bonded_book(by=operator_of(request), **form.cleaned_data),
        done=_("The book is adjusted."),
    ):  # fmt: skip
        return redirect("backoffice:bonded_book", number)
    return _page(request, book, adjust_form=form, status=UNPROCESSABLE)


@require_POST
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """Goods of a parcel came back to the zone."""
    book = _find(number)
    form = ReturnForm(book, request.POST)
    if form.is_valid():
        cleaned = form.cleaned_data
        units = {cleaned["item"].variant_id: cleaned["quantity"]}
        if submit(
            request, form,
            lambda: return_to_bond(
                shipment=cleaned["found"], units=units, by=operator_of(request),
                applied_on=cleaned["applied_on"], key=cleaned["key"],
            ),
            done=_("The goods are back in bond; what they and their taxes cost is refunded."),
        ):  # fmt: skip
            return redirect("backoffice:bonded_book", number)
    return _page(request, book, return_form=form, status=UNPROCESSABLE)


def _find(number: str) -> BondedBook:
    return get_object_or_404(BondedBook.objects.select_related("warehouse__zone", "port"), number=number)


def _page(
    request: HttpRequest,
    book: BondedBook,
    *,
    adjust_form: AdjustForm | None = None,
    return_form: ReturnForm | None = None,
    status: int = 200,
) -> HttpResponse:
    text, view = request.GET.get("q", "").strip(), request.GET.get("view", "")
    lines = [line for line in book_lines(book) if _fits(line, text)]
    entries = _entries(lines)
    shown: Sequence[Any] | QuerySet[BondedEntry] = entries if view == "entries" else lines
    context: dict[str, Any] = {
        "book": book,
        "text": text,
        "view": view,
        "tabs": [("", _("Book and shelf")), ("entries", _("Entries"))],
        "page_obj": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "latest": entries[:LATEST],
        "cases": [case_shown(case) for case in open_differences(book)],
        "adjust_form": adjust_form or AdjustForm(book),
        "return_form": return_form or ReturnForm(book),
    }
    return page(request, "bonded_book.html", context, status=status)


def _entries(lines: Sequence[BookLine]) -> QuerySet[BondedEntry]:
    """The entries of these lines, the latest first."""
    rows = BondedEntry.objects.filter(item__in=[line.item.pk for line in lines])
    return rows.select_related("item__variant", "declaration").order_by("-at", "-pk")


def _fits(line: BookLine, text: str) -> bool:
    variant = line.item.variant
    words = [variant.sku, line.item.hs_code, *variant.product.name.values()]
    return any(text.casefold() in word.casefold() for word in words)

"""Stock counts: open a sheet, count on a phone, look at the differences, approve."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.inventory.models import StockCount
from entrepot.apps.inventory.services.approve_count import approve_count
from entrepot.apps.inventory.services.cancel_count import cancel_count
from entrepot.apps.inventory.services.enter_count import enter_count
from entrepot.apps.inventory.services.open_count import open_count
from entrepot.apps.inventory.services.plan_inbound import MOST_PIECES
from entrepot.domain.lifecycles import STOCK_COUNT
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.warehousing import CountForm
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 25
UNPROCESSABLE = 422
FIELD = "pieces-"
COUNTED = Q(lines__counted__isnull=False)
SHEET_TABS = {
    "": Q(counted=None) | Q(needs_recount=True),
    "counted": Q(counted__isnull=False, needs_recount=False),
    "differences": Q(counted__isnull=False) & ~Q(counted=F("expected")),
}


def counts(request: HttpRequest) -> HttpResponse:
    """All sheets, the newest first, and the form for another."""
    form = CountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made: list[StockCount] = []
        if submit(
            request, form,
            lambda: made.append(open_count(by=operator_of(request), **form.cleaned_data)),
            done=_("The sheet is ready."),
        ):  # fmt: skip
            return redirect("backoffice:count_sheet", made[0].number)
    rows = StockCount.objects.select_related("warehouse").annotate(
        line_count=Count("lines"), counted=Count("lines", filter=COUNTED)
    )
    page_obj = Paginator(rows.order_by("-pk"), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "counts.html", {"page_obj": page_obj, "form": form}, status=status)


def count_sheet(request: HttpRequest, number: str) -> HttpResponse:
    """The lines to count (scan an article to find its lots), those counted, and the differences."""
    row = _find(number)
    if request.method == "POST":
        _enter(request, row)
        return redirect(request.get_full_path())
    state, text = request.GET.get("state", ""), request.GET.get("q", "").strip()[:40]
    lines = row.lines.select_related("lot__level__variant__product").filter(
        SHEET_TABS.get(state, SHEET_TABS[""])
    )
    if text:
        lines = lines.filter(lot__level__variant__sku__istartswith=text)
    context = {
        "count": row, "state": state, "text": text,
        "page_obj": Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page", "1")),
        "tabs": [("", _("To count")), ("counted", _("Counted")), ("differences", _("Differences"))],
        "left": row.lines.filter(SHEET_TABS[""]).count(),
        "is_open": not STOCK_COUNT.is_final(row.status),
        "shows_books": not row.is_blind or state == "differences",
    }  # fmt: skip
    return page(request, "count_sheet.html", context)


def _enter(request: HttpRequest, row: StockCount) -> None:
    entered = [(name, str(value).strip()) for name, value in request.POST.items()]
    counted = {
        int(name.removeprefix(FIELD)): int(value)
        for name, value in entered
        if name.startswith(FIELD) and name.removeprefix(FIELD).isdecimal() and value.isdecimal()
        if int(value) <= MOST_PIECES
    }
    given = [name for name, value in entered if name.startswith(FIELD) and value]
    if len(counted) < len(given):
        messages.error(request, _("Enter whole numbers, zero or more. Nothing was written down."))
    elif counted:
        again: list[str] = []
        carry_out(
            request,
            lambda: again.extend(
                line.lot.level.variant.sku
                for line in enter_count(count=row, counted=counted, by=operator_of(request))
            ),
            done=_("Written down."),
        )
        if again:
            told = _("Count once more, the difference is large: %(skus)s.")
            messages.warning(request, told % {"skus": ", ".join(again)})


@require_POST
def approve(request: HttpRequest, number: str) -> HttpResponse:
    """Book every difference."""
    row = _find(number)
    carry_out(
        request,
        lambda: approve_count(count=row, by=operator_of(request)),
        done=_("The books follow the count."),
    )
    return redirect("backoffice:count_sheet", number)


@require_POST
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    row = _find(number)
    carry_out(
        request, lambda: cancel_count(count=row, by=operator_of(request)), done=_("The sheet is cancelled.")
    )
    return redirect("backoffice:counts")


def _find(number: str) -> StockCount:
    return get_object_or_404(StockCount.objects.select_related("warehouse"), number=number)

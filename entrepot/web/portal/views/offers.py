"""Offers and stock of a supplier: lists, one offer, quantities by hand or from a file."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from entrepot.apps.inventory.services.sync_supplier_stock import SyncResult
from entrepot.apps.purchasing.services.report_stock import report_stock
from entrepot.apps.suppliers.models import Agreement, Supplier, SupplierOffer
from entrepot.apps.suppliers.services.change_offer import change_offer
from entrepot.kit.errors import Refused
from entrepot.web.acting import submit
from entrepot.web.portal.access import by_of, page
from entrepot.web.portal.forms import OfferForm
from entrepot.web.portal.queries import owed_to, own_offers, own_orders, with_stock
from entrepot.web.portal.scope import own
from entrepot.web.portal.stock_lines import MOST_UNITS, StockLines, pieces_told, read_stock_lines

PAGE_SIZE = 25
LARGEST_FILE = 1024 * 1024
UNPROCESSABLE = 422


def offers(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """Articles offered, with their stock to be corrected in place."""
    return _offers_page(request, supplier)


@require_POST
def quantities(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """Take over the quantities that were changed on the page; all of them or none."""
    known = {offer.variant_id: offer for offer in own(SupplierOffer, supplier).select_related("variant")}
    wanted, faults = _told_quantities(request, known)
    if faults:
        return _offers_page(request, supplier, faults=faults, entered=request.POST, status=UNPROCESSABLE)
    if wanted:
        _tell(request, report_stock(
            supplier=supplier, quantities=wanted, at=timezone.now(), by=by_of(supplier)
        ))  # fmt: skip
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect(f"{request.path.removesuffix('quantities/')}?{request.POST.get('back', '')}")


def _told_quantities(
    request: HttpRequest, known: dict[int, SupplierOffer]
) -> tuple[dict[int, int], dict[int, str]]:
    """Changed quantities by variant, and what is wrong with the others."""
    wanted: dict[int, int] = {}
    faults: dict[int, str] = {}
    ids = {str(variant_id): variant_id for variant_id in known}
    for name, told in request.POST.items():
        variant = name.removeprefix("q-")
        offered = ids.get(variant) if name.startswith("q-") else None
        if offered is None:
            continue
        told = str(told).strip()
        if told == request.POST.get(f"was-{variant}", ""):
            continue
        pieces = pieces_told(told)
        if pieces is None or pieces > MOST_UNITS:
            faults[offered] = _("Enter a whole number of pieces, from 0 to %(most)d.") % {"most": MOST_UNITS}
        else:
            wanted[offered] = pieces
    return wanted, faults


def offer(request: HttpRequest, supplier: Supplier, sku: str) -> HttpResponse:
    """Cost, days until dispatch, offered or not."""
    rows = own(SupplierOffer, supplier).select_related("variant__product")
    row = get_object_or_404(rows, variant__sku=sku)
    initial = {"cost": row.cost.rounded().amount, "lead_days": row.lead_days, "is_active": row.is_active}
    form = OfferForm(row.currency, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        terms: dict[str, Any] = form.cleaned_data
        if submit(request, form, lambda: change_offer(offer=row, **terms), done=_("The offer is changed.")):
            return redirect("portal:offers")
    status = UNPROCESSABLE if request.method == "POST" else 200
    (shown,) = with_stock([row], supplier)
    return page(request, supplier, "offer.html", {"shown": shown, "form": form}, status=status)


def stock_file(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """Paste or upload ``sku,quantity`` lines: a dry run names each faulty line, then they are taken."""
    if request.method != "POST":
        return page(request, supplier, "stock_file.html", {"text": ""})
    known = {
        offer.variant.sku.upper(): offer.variant_id
        for offer in own(SupplierOffer, supplier).select_related("variant")
    }
    text, complaint = _told_text(request)
    lines = read_stock_lines(text, known) if not complaint else StockLines({}, [])
    if complaint or lines.faults or "confirm" not in request.POST or not lines.quantities:
        context = {"text": text, "lines": lines, "complaint": complaint, "preview": _preview(lines, supplier)}
        has_fault = bool(complaint or lines.faults)
        return page(request, supplier, "stock_file.html", context, status=UNPROCESSABLE if has_fault else 200)
    told = {known[sku]: quantity for sku, quantity in lines.quantities.items()}
    try:
        _tell(request, report_stock(
            supplier=supplier, quantities=told, at=timezone.now(), by=by_of(supplier)
        ))  # fmt: skip
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("portal:offers")


def _told_text(request: HttpRequest) -> tuple[str, str]:
    """The text that was pasted or uploaded, and what is wrong with it as a whole."""
    upload = request.FILES.get("file")
    if upload is None:
        text = request.POST.get("text", "")
        return text, "" if text.strip() else _("Paste lines or choose a file.")
    if upload.size is None or upload.size > LARGEST_FILE:
        return "", _("The file is larger than 1 MB; divide it.")
    try:
        return upload.read().decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return "", _("The file is not text in UTF-8. Save it as “CSV UTF-8” and choose it again.")


def _preview(lines: StockLines, supplier: Supplier) -> list[dict[str, Any]]:
    """What would change, article by article."""
    rows = own(SupplierOffer, supplier).select_related("variant__product")
    wanted = [row for row in rows if row.variant.sku.upper() in lines.quantities]
    return [
        {"shown": shown, "told": lines.quantities[shown.offer.variant.sku.upper()]}
        for shown in with_stock(wanted, supplier)
    ]


def _tell(request: HttpRequest, result: SyncResult) -> None:
    messages.success(
        request,
        ngettext("%(count)d quantity changed.", "%(count)d quantities changed.", result.changed)
        % {"count": result.changed},
    )
    if result.short:
        messages.warning(
            request,
            ngettext(
                "For %(count)d article more pieces are promised to buyers than you have; the shop was told.",
                "For %(count)d articles more pieces are promised to buyers than you have; the shop was told.",
                len(result.short),
            )
            % {"count": len(result.short)},
        )


def _offers_page(
    request: HttpRequest,
    supplier: Supplier,
    *,
    faults: dict[int, str] | None = None,
    entered: Any = None,
    status: int = 200,
) -> HttpResponse:
    asked = request.GET if entered is None else entered
    text = asked.get("q", "").strip()[:80]
    page_obj = Paginator(own_offers(supplier, text), PAGE_SIZE).get_page(asked.get("page", "1"))
    rows = [
        {
            "shown": shown,
            "entered": (entered or {}).get(f"q-{shown.offer.variant_id}", shown.on_hand),
            "fault": (faults or {}).get(shown.offer.variant_id, ""),
        }
        for shown in with_stock(list(page_obj), supplier)
    ]
    context = {"page_obj": page_obj, "rows": rows, "text": text, "faults": faults}
    return page(request, supplier, "offers.html", context, status=status)


def settlements(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """What was shipped and what it costs the shop."""
    page_obj = Paginator(own_orders(supplier, "shipped"), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    return page(request, supplier, "settlements.html", {"page_obj": page_obj, "owed": owed_to(supplier)})


def profile(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """The company and the agreement in force."""
    today = timezone.now().date()
    agreement = own(Agreement, supplier).filter(valid__contains=today).order_by("-version").first()
    return page(request, supplier, "profile.html", {"company": supplier, "agreement": agreement})

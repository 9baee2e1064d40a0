"""Orders to a supplier: home, list, one order, and the three things to do with it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from entrepot.apps.customs.services.provide_document import provide_document
from entrepot.apps.orders.queries import case_file
from entrepot.apps.orders.services.write_case_message import write_case_message
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services.accept_dropship_order import accept_dropship_order
from entrepot.apps.purchasing.services.book_dropship_parcel import book_dropship_parcel
from entrepot.apps.purchasing.services.refuse_dropship_order import refuse_dropship_order
from entrepot.apps.purchasing.services.ship_dropship_order import ship_dropship_order
from entrepot.apps.suppliers.models import Supplier
from entrepot.kit.errors import Refused
from entrepot.web.acting import carry_out, submit
from entrepot.web.case_files import attachment_of, file_response
from entrepot.web.case_forms import AnswerForm
from entrepot.web.case_rooms import room_shown
from entrepot.web.portal.access import by_of, page
from entrepot.web.portal.forms import BookingForm, RefusalForm, ShippedForm
from entrepot.web.portal.queries import own_order, own_orders, own_purchases
from entrepot.web.portal.scope import own

PAGE_SIZE = 20
TABS = {
    "sent": gettext_noop("To accept"),
    "accepted": gettext_noop("To ship"),
    "shipped": gettext_noop("Shipped"),
    "refused": gettext_noop("Refused"),
    "cancelled": gettext_noop("Withdrawn"),
}


def home(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """What waits for the supplier: to accept with the time left, to ship."""
    context = {
        "to_accept": list(own_orders(supplier, "sent").order_by("accept_by")[:PAGE_SIZE]),
        "to_buy": list(own_purchases(supplier, "sent", "accepted", "price_raised")[:PAGE_SIZE]),
        "to_ship": list(own_orders(supplier, "accepted").order_by("accepted_at")[:PAGE_SIZE]),
        "counts": {
            status: own_orders(supplier, status).count() for status in ("sent", "accepted", "shipped")
        },
    }
    return page(request, supplier, "home.html", context)


def orders(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """All orders, or those in one ``status``."""
    status = request.GET.get("status", "")
    rows = own_orders(supplier, *([status] if status in TABS else []))
    page_obj = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page", "1"))
    tabs = [(code, _(label)) for code, label in TABS.items()]
    return page(request, supplier, "orders.html", {"page_obj": page_obj, "status": status, "tabs": tabs})


def order(request: HttpRequest, supplier: Supplier, number: str) -> HttpResponse:
    return _page(request, supplier, _find(supplier, number))


@require_POST
def accept(request: HttpRequest, supplier: Supplier, number: str) -> HttpResponse:
    row = _find(supplier, number)
    carry_out(
        request,
        lambda: accept_dropship_order(dropship_order=row, by=by_of(supplier)),
        done=_("You accepted %(number)s. Ship it within the time agreed.") % {"number": number},
    )
    return redirect("portal:order", number)


@require_POST
def refuse(request: HttpRequest, supplier: Supplier, number: str) -> HttpResponse:
    form = RefusalForm(request.POST)

    def act(row: DropshipOrder) -> Any:
        return refuse_dropship_order(
            dropship_order=row, reason=form.cleaned_data["reason"], by=by_of(supplier),
            none_left=form.cleaned_data["none_left"],
        )  # fmt: skip

    done = _("You refused %(number)s. The shop has been told why.") % {"number": number}
    return _submit(request, supplier, number, form, act, done=done, name="refusal")


@require_POST
def ship(request: HttpRequest, supplier: Supplier, number: str) -> HttpResponse:
    """Shipped with the supplier's own carrier."""
    form = ShippedForm(request.POST)

    def act(row: DropshipOrder) -> Any:
        return ship_dropship_order(
            dropship_order=row, carrier=form.cleaned_data["carrier"],
            tracking_number=form.cleaned_data["tracking_number"], by=by_of(supplier),
        )  # fmt: skip

    done = _("%(number)s is shipped. Thank you.") % {"number": number}
    return _submit(request, supplier, number, form, act, done=done, name="shipped")


@require_POST
def book(request: HttpRequest, supplier: Supplier, number: str) -> HttpResponse:
    """Ask for a label of the shop's carrier."""
    form = BookingForm(request.POST)

    def act(row: DropshipOrder) -> Any:
        return book_dropship_parcel(
            dropship_order=row, weight_g=form.cleaned_data["weight_g"], by=by_of(supplier)
        )

    done = _("The label is being made; it appears here in a moment.")
    return _submit(request, supplier, number, form, act, done=done, name="booking")


@require_POST
def hand_over(request: HttpRequest, supplier: Supplier, number: str) -> HttpResponse:
    """The parcel under our label has been handed to its carrier."""
    row = _find(supplier, number)
    shown = own_order(row, supplier)
    if not shown.label_is_ready:
        messages.warning(request, _("There is no label to hand over with. This is how it stands now."))
        return redirect("portal:order", number)
    parcel = shown.parcels[0]
    carry_out(
        request,
        lambda: ship_dropship_order(
            dropship_order=row, carrier=parcel.carrier, tracking_number=parcel.tracking_number,
            by=by_of(supplier),
        ),
        done=_("%(number)s is shipped. Thank you.") % {"number": number},
    )  # fmt: skip
    return redirect("portal:order", number)


def paper(request: HttpRequest, supplier: Supplier, number: str, kind: str) -> HttpResponse:
    """The packing slip, without prices and without the shop's margin, or the label of our carrier."""
    shown = own_order(_find(supplier, number), supplier)
    if shown.shipment is None or kind not in shown.papers:
        raise Http404(kind)
    try:
        made = provide_document(shipment=shown.shipment, kind=kind)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("portal:order", number)
    response = HttpResponse(bytes(made.content), content_type=made.media_type)
    response.headers["Content-Disposition"] = f'inline; filename="{number}-{kind}.pdf"'
    return response


@require_POST
def answer_case(request: HttpRequest, supplier: Supplier, number: str, pk: int) -> HttpResponse:
    """In the room of a case that the supplier takes part in."""
    shown = own_order(_find(supplier, number), supplier)
    form = AnswerForm(request.POST, request.FILES)
    room = next((one for one in shown.rooms if one.case.pk == pk), None)
    if room is None or not form.is_valid():
        messages.error(request, _("The answer could not be taken. Write up to 2,000 characters."))
        return redirect("portal:order", number)
    carry_out(
        request,
        lambda: write_case_message(
            case=room.case, by=by_of(supplier), text=form.cleaned_data["text"],
            attachment=attachment_of(form.cleaned_data["file"]),
        ),
        done=_("Thank you, the shop has your answer."),
    )  # fmt: skip
    return redirect("portal:order", number)


def case_attachment(request: HttpRequest, supplier: Supplier, number: str, pk: int) -> HttpResponse:
    """A file of such a room."""
    return file_response(case_file(_find(supplier, number).consignment.order, pk, by_of(supplier)))


def _file_url(row: DropshipOrder) -> Callable[[int], str]:
    return lambda pk: reverse("portal:case_file", args=[row.number, pk])


def _find(supplier: Supplier, number: str) -> DropshipOrder:
    rows = own(DropshipOrder, supplier).select_related("consignment__order", "supplier")
    return get_object_or_404(rows.prefetch_related("lines__order_line"), number=number)


def _submit(
    request: HttpRequest,
    supplier: Supplier,
    number: str,
    form: forms.Form,
    act: Callable[[DropshipOrder], Any],
    *,
    done: str,
    name: str,
) -> HttpResponse:
    row = _find(supplier, number)
    if form.is_valid() and submit(request, form, lambda: act(row), done=done):
        return redirect("portal:order", number)
    return _page(request, supplier, _find(supplier, number), {name: form}, status=422)


def _page(
    request: HttpRequest,
    supplier: Supplier,
    row: DropshipOrder,
    bound: dict[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    shown = own_order(row, supplier)
    context: dict[str, Any] = {
        "shown": shown,
        "rooms": [room_shown(room, _file_url(row)) for room in shown.rooms],
        "answer_form": AnswerForm(),
        "refusal": RefusalForm(),
        "shipped": ShippedForm(),
        "booking": BookingForm(initial={"weight_g": shown.weight_g}),
        **(bound or {}),
        "opened": next(iter(bound or {}), ""),
    }
    return page(request, supplier, "order.html", context, status=status)

"""Carriers' invoices as the console shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from entrepot.apps.fulfilment.models import CarrierInvoice, CarrierInvoiceLine
from entrepot.apps.fulfilment.queries.billed_numbers import Billed
from entrepot.apps.fulfilment.queries.carrier_bills import BillLine
from entrepot.apps.fulfilment.queries.duty_accuracy import Accuracy, duty_accuracy
from entrepot.apps.fulfilment.words import INVOICED_PARTS, reason_sentence
from entrepot.apps.orders.models import Order
from entrepot.domain.money import Money

BENCH_DAYS: Final = 180


@dataclass(frozen=True, slots=True)
class PartShown:
    label: str
    billed: Money
    agreed: Money
    contested: Money


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line with what it is for: its name and page (empty: nobody knows the number)."""

    pk: int
    row: int
    number: str
    status: str
    thing: str
    url: str
    parts: list[PartShown]
    surcharges: Mapping[str, str]
    reasons: list[str]
    note: str = ""
    invoice: CarrierInvoice | None = field(default=None)


@dataclass(frozen=True, slots=True)
class AccuracyShown:
    label: str
    accuracy: Accuracy


@dataclass(frozen=True, slots=True)
class InvoiceShown:
    """With what is ``contested`` still, in so many ``disputes`` of its ``lines``."""

    invoice: CarrierInvoice
    lines: int
    disputes: int
    billed: Money
    contested: Money


def invoices() -> "QuerySet[Any]":
    """Newest first, with the sums of ``invoice_shown``."""
    disputed = Q(lines__status="disputed")
    return CarrierInvoice.objects.annotate(
        line_count=Count("lines", distinct=True),
        disputes=Count("lines", filter=disputed, distinct=True),
        billed=Sum("lines__parts__billed_amount", default=Decimal(0)),
        contested=Sum("lines__parts__contested_amount", filter=disputed, default=Decimal(0)),
    ).order_by("-booked_at", "-pk")


def invoice_shown(row: Any) -> InvoiceShown:
    """One row of ``invoices``."""
    sums = [Money(amount, row.currency) for amount in (row.billed, row.contested)]
    return InvoiceShown(row, row.line_count, row.disputes, *sums)


def bench() -> list[AccuracyShown]:
    """Duty and tax of the last 180 days."""
    today = timezone.now().date()
    found = duty_accuracy(since=today - timedelta(days=BENCH_DAYS), until=today)
    return [AccuracyShown(gettext(INVOICED_PARTS[each.part]), each) for each in found]


def lines_judged(judged: Iterable[BillLine]) -> list[LineShown]:
    """An invoice that is not booked yet."""
    return [
        LineShown(
            pk=0, row=each.line.row, number=each.line.number, status=each.status,
            thing=_name(each.thing), url=_url(each.thing),
            parts=[_part(part.part, part.billed, part.agreed, part.contested) for part in each.judged.parts],
            surcharges={kind: str(amount) for kind, amount in each.line.surcharges.items()},
            reasons=[
                reason_sentence({"code": reason.code, "billed": reason.billed, "agreed": reason.agreed})
                for reason in each.judged.reasons
            ],
        )
        for each in judged
    ]  # fmt: skip


def disputes_first(invoice: CarrierInvoice) -> "QuerySet[CarrierInvoiceLine]":
    """The lines of ``invoice``, those that wait for somebody above."""
    return _full().filter(invoice=invoice).order_by(F("status").desc(), "row")


def bills_of(order: Order) -> list[LineShown]:
    """What carriers billed for parcels of ``order``. Two statements."""
    rows = _full().filter(parcel__shipment__consignment__order=order)
    return [line_shown(row) for row in rows.order_by("invoice__dated", "invoice", "row")]


def _full() -> "QuerySet[CarrierInvoiceLine]":
    things = ("invoice", "parcel__shipment__consignment__order", "waybill", "inbound")
    return CarrierInvoiceLine.objects.select_related(*things).prefetch_related("parts")


def line_shown(row: CarrierInvoiceLine) -> LineShown:
    """A line that is booked."""
    thing = Billed(parcel=row.parcel, waybill=row.waybill, inbound=row.inbound)
    return LineShown(
        pk=row.pk, row=row.row, number=row.number, status=row.status, thing=_name(thing), url=_url(thing),
        parts=[_part(part.part, part.billed, part.agreed, part.contested) for part in row.parts.all()],
        surcharges=row.surcharges, reasons=[reason_sentence(reason) for reason in row.reasons],
        note=row.note, invoice=row.invoice,
    )  # fmt: skip


def _part(part: str, billed: Money, agreed: Money, contested: Money) -> PartShown:
    return PartShown(gettext(INVOICED_PARTS[part]), billed, agreed, contested)


def _name(thing: Billed) -> str:
    if thing.parcel is not None:
        return thing.parcel.shipment.consignment.order.number
    return str(thing.waybill or thing.inbound or "")


def _url(thing: Billed) -> str:
    if thing.parcel is not None:
        return reverse("backoffice:order", args=[thing.parcel.shipment.consignment.order.number])
    if thing.waybill is not None:
        return reverse("backoffice:waybill", args=[thing.waybill.number])
    return reverse("backoffice:inbound_shipment", args=[thing.inbound.number]) if thing.inbound else ""

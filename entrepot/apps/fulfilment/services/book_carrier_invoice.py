"""An invoice of a carrier that was looked at is written down and booked."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import CarrierInvoice, CarrierInvoiceLine, InvoicedPart
from entrepot.apps.fulfilment.queries.carrier_bills import BillLine, judge_bill
from entrepot.apps.payments.services.book_carrier_bill import BilledPart, book_carrier_bill
from entrepot.domain.carrier_invoices import BilledLine
from entrepot.kit.errors import invalid
from entrepot.kit.one_at_a_time import wait_for_turn


@transaction.atomic
def book_carrier_invoice(
    *, carrier: str, number: str, dated: date, lines: Sequence[BilledLine], by: str, at: datetime
) -> CarrierInvoice:
    """Judge ``lines`` as they stand now, write them down and book each; those within tolerance are accepted,
    the others disputed.

    Raises ``Refused`` 422 for no lines, and for an invoice that is booked already.
    """
    if not lines:
        raise invalid("file", _("The invoice has no lines."))
    # Two invoices that bill the same parcel would each be judged as the first.
    wait_for_turn("carrier_invoices")
    try:
        with transaction.atomic():
            invoice = CarrierInvoice.objects.create(
                carrier=carrier, number=number, dated=dated, currency=lines[0].currency, booked_by=by,
                booked_at=at,
            )  # fmt: skip
    except IntegrityError:
        message = _("Invoice “%(number)s” of this carrier is booked already.") % {"number": number}
        raise invalid("number", message) from None
    for each in judge_bill(carrier=carrier, lines=lines, dated=dated):
        _book_line(invoice, each)
    return invoice


def _book_line(invoice: CarrierInvoice, each: BillLine) -> None:
    line, thing = each.line, each.thing
    row = CarrierInvoiceLine.objects.create(
        invoice=invoice, row=line.row, number=line.number, service=line.service, zone=line.zone,
        charged_weight_g=line.charged_weight_g,
        surcharges={kind: str(amount) for kind, amount in line.surcharges.items()},
        parcel=thing.parcel, waybill=thing.waybill, inbound=thing.inbound,
        reasons=[
            {"code": reason.code, "billed": reason.billed, "agreed": reason.agreed}
            for reason in each.judged.reasons
        ],
        status=each.status,
    )  # fmt: skip
    parts = each.judged.parts
    InvoicedPart.objects.bulk_create(
        InvoicedPart(
            line=row, part=part.part, currency=line.currency, billed_amount=part.billed.amount,
            agreed_amount=part.agreed.amount, contested_amount=part.contested.amount,
        )
        for part in parts
    )  # fmt: skip
    book_carrier_bill(
        key=f"carrier_bill:{row.pk}", order=thing.parcel.shipment.consignment.order if thing.parcel else None,
        parts=[
            BilledPart(part.part, part.billed - part.contested, part.agreed, part.contested) for part in parts
        ],
        accrued=each.accrued, at=invoice.booked_at, memo=f"{invoice.carrier} {invoice.number} {line.number}",
    )  # fmt: skip

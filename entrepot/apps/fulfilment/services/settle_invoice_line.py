"""A disputed line of a carrier's invoice: paid as it is, or credited by the carrier."""

from datetime import datetime

from django.db import transaction

from entrepot.apps.fulfilment.models import CarrierInvoiceLine
from entrepot.apps.payments.services.book_carrier_bill import BilledPart
from entrepot.apps.payments.services.settle_carrier_claim import settle_carrier_claim
from entrepot.domain.lifecycles import CARRIER_INVOICE_LINE
from entrepot.kit.transitions import transition


@transaction.atomic
def settle_invoice_line(
    *, line: CarrierInvoiceLine, is_credited: bool, note: str, by: str, at: datetime
) -> CarrierInvoiceLine:
    """End the dispute about ``line``: what was contested is a cost of ours from now on, or the carrier gave
    it back. ``note`` says why, or names the credit note.

    Raises ``IllegalTransition`` unless it is disputed.
    """
    row = transition(
        line, CARRIER_INVOICE_LINE, to="credited" if is_credited else "accepted", by=by, at=at, why=note,
        note=note,
    )  # fmt: skip
    parts = [BilledPart(part.part, part.cost, part.agreed, part.contested) for part in row.parts.all()]
    if not is_credited:
        row.parts.update(contested_amount=0)
    settle_carrier_claim(
        key=f"carrier_claim:{row.pk}", parts=parts, is_credited=is_credited, at=at,
        order=row.parcel.shipment.consignment.order if row.parcel else None,
        memo=f"{row.invoice.carrier} {row.invoice.number} {row.number}",
    )  # fmt: skip
    return row

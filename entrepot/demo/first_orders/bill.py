"""The simulated carrier bills what it took over, with a few mistakes."""

from datetime import datetime

from entrepot.apps.fulfilment.models import CarrierInvoice
from entrepot.apps.fulfilment.queries.expected_bill import expected_bill
from entrepot.apps.fulfilment.services.book_carrier_invoice import book_carrier_invoice
from entrepot.demo.carrier_bill import with_mistakes

CARRIER = "simcarrier"


def bill_the_first_orders(*, by: str, at: datetime) -> None:
    """Book one invoice for all that left, once; without any parcel nothing happens."""
    lines = with_mistakes(expected_bill(carrier=CARRIER, on=at.date()))
    if lines and not CarrierInvoice.objects.filter(carrier=CARRIER).exists():
        book_carrier_invoice(
            carrier=CARRIER, number=f"SC-{at:%Y%m%d}", dated=at.date(), lines=lines, by=by, at=at
        )

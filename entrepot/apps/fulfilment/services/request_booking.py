"""The operator has mended what the carrier complained of and has it asked again."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.events import BookingRequested
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.kit import outbox
from entrepot.kit.errors import Refused


@transaction.atomic
def request_booking(*, shipment: Shipment, by: str) -> None:
    """Ask for the numbers that are still missing; the cases about them are resolved by it.

    Raises ``Refused`` unless packed parcels wait for a number. Events ``BookingRequested``.
    """
    row = locked(shipment)
    waiting = list(row.parcels.filter(tracking_number=""))
    if row.status != "packed" or not waiting:
        raise Refused(_("No parcel of this shipment waits for a number."), code="nothing_to_book")
    row.parcels.filter(tracking_number="").update(booking_error="")
    references = [f"parcel:{parcel.pk}" for parcel in waiting]
    settle_cases(order=row.consignment.order, kinds=["carrier_refused"], references=references, by=by,
                 resolution="booked again")  # fmt: skip
    outbox.record(*(BookingRequested(parcel.pk) for parcel in waiting))

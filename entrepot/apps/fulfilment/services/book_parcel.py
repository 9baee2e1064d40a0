"""Ask the carrier for a parcel's number: a call to the outside, then its result in one transaction."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from entrepot.apps.fulfilment.events import NumberAbandoned, ParcelBooked
from entrepot.apps.fulfilment.models import CarrierLabel, Parcel
from entrepot.apps.fulfilment.queries.bookings import booking_of
from entrepot.apps.fulfilment.queries.next_steps import travels_in_bags
from entrepot.apps.fulfilment.queries.pick_ups import COUNTER, shown_number
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.fulfilment.services.issue_numbers import issue_numbers
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.ports import Permanent, Temporary
from entrepot.domain.ports.carriers import Consignment
from entrepot.kit import outbox
from entrepot.kit.adapters import carriers
from entrepot.kit.errors import Refused

DECIDE_WITHIN = timedelta(hours=4)


def book_parcel(*, parcel_id: int) -> Parcel:
    """Book the parcel and write its number; a parcel with a number, or no longer packed, is left alone.
    A number that comes when the shipment was cancelled meanwhile is given back (``NumberAbandoned``).

    Event ``ParcelBooked``. Raises ``Temporary`` (after noting it on the parcel) so that the job tries again;
    the carrier's final no opens the case ``carrier_refused`` instead. Parcels that travel in bags get their
    numbers out of pools (``issue_numbers``); an empty one opens the case ``number_pool_empty``.
    """
    parcel = Parcel.objects.select_related("shipment__consignment__order", "shipment__warehouse").get(
        pk=parcel_id
    )
    if parcel.tracking_number or parcel.shipment.status != "packed":
        return parcel
    if travels_in_bags(parcel.shipment):
        try:
            return issue_numbers(parcel=parcel)
        except Refused as refusal:
            return _refused(parcel, refusal.message, kind="number_pool_empty")
    try:
        answer = carriers[parcel.carrier].book(booking_of(parcel))
    except Temporary as error:
        Parcel.objects.filter(pk=parcel_id, tracking_number="").update(booking_error=str(error)[:300])
        raise
    except Permanent as error:
        return _refused(parcel, str(error))
    return _booked(parcel, answer)


@transaction.atomic
def _booked(parcel: Parcel, answer: Consignment) -> Parcel:
    shipment = locked(parcel.shipment)
    row = Parcel.objects.select_for_update().get(pk=parcel.pk)
    if row.tracking_number == answer.tracking_number:
        return row
    if row.tracking_number or shipment.status != "packed":
        outbox.record(NumberAbandoned(row.carrier, answer.tracking_number))
        return row
    row.tracking_number, row.carrier_reference = answer.tracking_number, answer.carrier_reference
    row.booked_at, row.booking_error = timezone.now(), ""
    row.save(update_fields=["tracking_number", "carrier_reference", "booked_at", "booking_error"])
    if answer.label:
        CarrierLabel.objects.create(parcel=row, content=answer.label)
    consignment = shipment.consignment
    shown = shown_number(row.carrier, row.tracking_number)
    facts = {"number": shipment.number, "carrier": row.carrier, "tracking_number": shown}
    kind = "pick_up_code_given" if row.carrier == COUNTER else "parcel_booked"
    record_fact(order=consignment.order, kind=kind, by=f"partner:{row.carrier}", at=row.booked_at,
                facts=facts, supplier=consignment.supplier, key=f"booked:{row.pk}")  # fmt: skip
    all_booked = not shipment.parcels.filter(tracking_number="").exists()
    outbox.record(ParcelBooked(row.pk, shipment.pk, all_booked))
    return row


@transaction.atomic
def _refused(parcel: Parcel, reason: str, kind: str = "carrier_refused") -> Parcel:
    Parcel.objects.filter(pk=parcel.pk).update(booking_error=reason[:300])
    facts = {"number": parcel.shipment.number, "carrier": parcel.carrier, "reason": reason}
    open_case(order=parcel.shipment.consignment.order, kind=kind, facts=facts,
              reference=f"parcel:{parcel.pk}", due_at=timezone.now() + DECIDE_WITHIN)  # fmt: skip
    parcel.refresh_from_db()
    return parcel

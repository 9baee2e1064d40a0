"""Scan a parcel as it comes out of its bag at the hub: what is right goes on under its local number."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.events import ParcelDeconsolidated
from entrepot.apps.fulfilment.models import CustodyScan, MasterWaybill, Parcel, ParcelNumber
from entrepot.apps.fulfilment.queries.number_chain import parcel_by_code
from entrepot.apps.fulfilment.services._bagging import scanned, was_mistaken
from entrepot.apps.fulfilment.services._flight_news import FlightNews, tell_of_flight
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.fulfilment.services._numbering import add_number, hold, last_mile_of
from entrepot.apps.lanes.services.give_number import give_number
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.domain.tracking.statuses import TrackingLeg
from entrepot.kit import outbox
from entrepot.kit.errors import Refused, not_found

DECIDE_WITHIN: Final = timedelta(hours=8)
TAKEN_OUT: Final = (CustodyScan.Act.EXPECTED, CustodyScan.Act.UNEXPECTED, CustodyScan.Act.DAMAGED)


@transaction.atomic
def deconsolidate_parcel(
    *, waybill: MasterWaybill, code: str, by: str, damaged: bool = False, note: str = ""
) -> CustodyScan:
    """The scan of the parcel that bears ``code``, as it was found; a second scan gives the first one back.

    Expected and whole: its label is swapped, it bears the local number from now on (event
    ``ParcelDeconsolidated``). Damaged, or not of this waybill: it goes into the exception bin with a case.
    One that was missing and turns up is taken as expected; one scanned by mistake before may be scanned
    again. None of this dispatches a shipment. Raises ``Refused`` for a number that no parcel bears, before
    the arrival, and when no local number is left.
    """
    row = MasterWaybill.objects.select_for_update().get(pk=waybill.pk)
    if row.status not in ("arrived", "deconsolidated"):
        raise Refused(_("The flight has not arrived yet. Note its arrival first."), code="not_arrived")
    found = parcel_by_code(code)
    if found is None:
        raise not_found(_("No parcel bears the number %(code)s. Set it aside.") % {"code": code[:60]})
    shipment = locked(found.shipment)
    parcel = Parcel.objects.select_for_update(of=("self",)).select_related("bag__waybill").get(pk=found.pk)
    parcel.shipment = shipment
    known = parcel.scans.filter(waybill=row, act__in=TAKEN_OUT).last()
    if known is not None and not was_mistaken(parcel, row):
        return known
    if parcel.bag is None or parcel.bag.waybill_id != row.pk:
        return _set_aside(parcel, row, CustodyScan.Act.UNEXPECTED, code, note, by)
    if damaged:
        return _set_aside(parcel, row, CustodyScan.Act.DAMAGED, code, note, by)
    scan = scanned(parcel, CustodyScan.Act.EXPECTED, code=code, by=by)
    take_out(parcel, row, by)
    return scan


def take_out(parcel: Parcel, waybill: MasterWaybill, by: str) -> None:
    """What is right goes on under its local number, with its last-mile carrier."""
    now = timezone.now()
    order = parcel.shipment.consignment.order
    said = FlightNews("deconsolidated", TrackingLeg.LAST_MILE, "Handed to the local carrier",
                      str(waybill.hub), now)  # fmt: skip
    tell_of_flight(waybill, [parcel], said, by=by)
    before = parcel.tracking_number
    local = parcel.numbers.filter(role=ParcelNumber.Role.LOCAL).first() or _local_number(parcel)
    hold(parcel, ParcelNumber.Role.LOCAL, now)
    carrier, service = last_mile_of(parcel)
    Parcel.objects.filter(pk=parcel.pk).update(
        carrier=carrier, service=service, tracking_number=local.number, booked_at=None, booking_error=""
    )
    facts = {"tracking_number": local.number, "carrier": carrier, "before": before}
    record_fact(order=order, kind="number_changed", by=by, at=now, facts=facts, key=f"local:{parcel.pk}")
    settle_cases(order=order, kinds=["parcel_missing"], references=[f"parcel:{parcel.pk}"], by=by,
                 resolution="found at the hub")  # fmt: skip
    outbox.record(ParcelDeconsolidated(parcel.pk))


def _local_number(parcel: Parcel) -> ParcelNumber:
    carrier, _service = last_mile_of(parcel)
    number = give_number(
        carrier=carrier, role=ParcelNumber.Role.LOCAL, to=f"parcel:{parcel.pk}",
        country=parcel.shipment.consignment.order.address["country"],
    )  # fmt: skip
    return add_number(parcel, ParcelNumber.Role.LOCAL, carrier, number, TrackingLeg.LAST_MILE)


def _set_aside(
    parcel: Parcel, waybill: MasterWaybill, act: CustodyScan.Act, code: str, note: str, by: str
) -> CustodyScan:
    """Into the exception bin, with the waybill that it was found under."""
    scan = scanned(parcel, act, code=code, note=note, by=by, waybill=waybill)
    facts = {"tracking_number": parcel.tracking_number, "waybill": str(waybill), "note": note,
             "hub": str(waybill.hub)}  # fmt: skip
    open_case(order=parcel.shipment.consignment.order, kind=f"parcel_{act}", facts=facts,
              reference=f"parcel:{parcel.pk}", due_at=timezone.now() + DECIDE_WITHIN)  # fmt: skip
    return scan

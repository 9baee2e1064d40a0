"""A parcel in the exception bin of a hub does not go on: it is held, sent back or destroyed."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import CustodyScan, MasterWaybill, Parcel, Shipment
from entrepot.apps.fulfilment.services._bagging import lock_found, require_undecided, scanned
from entrepot.apps.fulfilment.services._leaving import leave
from entrepot.apps.orders.models import Case
from entrepot.apps.orders.services.assign_case import assign_case
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.domain.lifecycles import SHIPMENT
from entrepot.kit.errors import invalid
from entrepot.kit.transitions import transition

FATES: Final = (CustodyScan.Act.HELD, CustodyScan.Act.RETURNED, CustodyScan.Act.DESTROYED)
IN_THE_BIN: Final = ("parcel_unexpected", "parcel_damaged")
HOLD_FOR: Final = timedelta(days=3)
REFUND_WITHIN: Final = timedelta(days=1)


@transaction.atomic
def set_parcel_aside(
    *, parcel: Parcel, waybill: MasterWaybill, fate: CustodyScan.Act, reason: str, by: str
) -> CustodyScan:
    """Write down ``fate`` (held, returned, destroyed) with its ``reason``; the same again changes nothing.

    Held, its case stays open three days more. Returned or destroyed, it leaves its bag and the case is
    settled; the case ``parcel_lost_to_buyer`` asks for a refund or another parcel. A shipment that had not
    been handed over has left the house all the same; sent back with all its parcels, it is ``returned`` and
    waits for us to receive it. Raises ``Refused`` without a reason, and for a parcel
    that does not lie in the exception bin of ``waybill``.
    """
    reason = reason.strip()
    if not reason:
        raise invalid("reason", _("Say why; it stays with the parcel."))
    if fate not in FATES:
        raise ValueError(f"{fate} is no fate of a parcel in the exception bin")
    row = lock_found(parcel, waybill, kinds=(CustodyScan.Act.UNEXPECTED, CustodyScan.Act.DAMAGED))
    known = row.scans.filter(act=fate, waybill=waybill, note=reason[:200]).first()
    if known is not None:
        return known
    require_undecided(row, waybill)
    if row.shipment.status == "packed" and fate != CustodyScan.Act.HELD:
        row.shipment = leave(row.shipment, by=by)
    scan = scanned(row, fate, note=reason[:200], by=by, waybill=waybill)
    if fate == CustodyScan.Act.HELD:
        _wait(row)
    else:
        _give_up(row, scan, by)
        _return(row.shipment, by)
    return scan


def _return(shipment: Shipment, by: str) -> None:
    sent_back = CustodyScan.objects.filter(parcel__shipment=shipment, act=CustodyScan.Act.RETURNED)
    if shipment.status == "dispatched" and not shipment.parcels.exclude(scans__in=sent_back).exists():
        transition(shipment, SHIPMENT, to="returned", by=by)


def _wait(parcel: Parcel) -> None:
    cases = Case.objects.filter(kind__in=IN_THE_BIN, reference=f"parcel:{parcel.pk}")
    for case in cases.exclude(status="resolved"):
        assign_case(case=case, owner="operator", due_at=timezone.now() + HOLD_FOR)


def _give_up(parcel: Parcel, scan: CustodyScan, by: str) -> None:
    parcel.bag = None
    parcel.save(update_fields=["bag"])
    order, reference = parcel.shipment.consignment.order, f"parcel:{parcel.pk}"
    settle_cases(order=order, kinds=[*IN_THE_BIN, "parcel_missing"], references=[reference], by=by,
                 resolution=f"{scan.act}: {scan.note}")  # fmt: skip
    facts = {"tracking_number": parcel.tracking_number, "fate": str(scan.act), "note": scan.note}
    record_fact(order=order, kind="parcel_given_up", by=by, facts=facts, key=f"given_up:{parcel.pk}")
    open_case(order=order, kind="parcel_lost_to_buyer", facts=facts, reference=reference,
              due_at=timezone.now() + REFUND_WITHIN)  # fmt: skip

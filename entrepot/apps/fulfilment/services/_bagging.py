"""Bags as several services lock and scan them."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Bag, CustodyScan, MasterWaybill, Parcel
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.kit.errors import Refused


def locked_bag(bag: Bag) -> Bag:
    """The bag with its waybill, both locked, waybill first. Raises ``Refused`` when it is closed."""
    waybill_id = Bag.objects.values_list("waybill", flat=True).get(pk=bag.pk)
    waybill = MasterWaybill.objects.select_for_update().filter(pk=waybill_id).first()
    row = (
        Bag.objects.select_for_update(of=("self",)).select_related("origin", "hub", "waybill").get(pk=bag.pk)
    )
    if waybill is not None and waybill.status != "open":
        message = _("Bag %(number)s is closed with its waybill. Open the waybill again first.")
        raise Refused(message % {"number": row.number}, code="bag_closed")
    return row


def lock_found(
    parcel: Parcel, waybill: MasterWaybill, kinds: Sequence[CustodyScan.Act] = (CustodyScan.Act.UNEXPECTED,)
) -> Parcel:
    """The parcel, locked after the waybill and its shipment.

    Raises ``Refused`` unless it was put into the exception bin of that waybill, as one of ``kinds``.
    """
    MasterWaybill.objects.select_for_update().get(pk=waybill.pk)
    shipment = locked(parcel.shipment)
    row = Parcel.objects.select_for_update(of=("self",)).select_related("bag__waybill").get(pk=parcel.pk)
    row.shipment = shipment
    if not row.scans.filter(waybill=waybill, act__in=kinds).exists():
        raise not_in_the_bin(row)
    return row


def was_mistaken(parcel: Parcel, waybill: MasterWaybill) -> bool:
    """Whether the last scan of ``parcel`` under ``waybill`` says that it was never there."""
    last = parcel.scans.filter(waybill=waybill).last()
    return last is not None and last.act == CustodyScan.Act.MISTAKEN


def not_in_the_bin(parcel: Parcel) -> Refused:
    message = _("Parcel %(number)s does not lie in the exception bin of this waybill.")
    return Refused(message % {"number": parcel.tracking_number}, code="not_in_the_bin")


def require_undecided(parcel: Parcel, waybill: MasterWaybill) -> None:
    """Raises ``Refused`` when somebody decided already what becomes of the parcel in the bin, or that it
    never lay there."""
    if was_mistaken(parcel, waybill):
        raise not_in_the_bin(parcel)
    decisions = (CustodyScan.Act.MOVED, CustodyScan.Act.RETURNED, CustodyScan.Act.DESTROYED)
    if parcel.scans.filter(waybill=waybill, act__in=decisions).exists():
        raise Refused(_("It was decided already what becomes of this parcel."), code="decided")


def scanned(
    parcel: Parcel,
    act: str,
    *,
    by: str,
    code: str = "",
    note: str = "",
    waybill: MasterWaybill | None = None,
) -> CustodyScan:
    """Write a scan down, on the parcel's own record and on the order's timeline; under its bag's waybill
    unless another ``waybill`` is named."""
    bag, now = parcel.bag, timezone.now()
    scan = CustodyScan.objects.create(
        parcel=parcel, act=act, code=code or parcel.tracking_number, bag=bag,
        waybill=waybill or (bag.waybill if bag else None), note=note, by=by, at=now,
    )  # fmt: skip
    record_fact(
        order=parcel.shipment.consignment.order, kind=f"parcel_{act}", by=by, at=now, for_buyer=False,
        facts={
            "tracking_number": parcel.tracking_number, "bag": bag.number if bag else "–",
            "waybill": str(scan.waybill or "–"), "note": note,
        },
        key=f"scan:{scan.pk}",
    )  # fmt: skip
    return scan

"""Bags as several services lock and scan them."""

from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Bag, CustodyScan, MasterWaybill, Parcel
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


def scanned(parcel: Parcel, act: str, *, by: str, code: str = "", note: str = "") -> CustodyScan:
    """Write a scan down, on the parcel's own record and on the order's timeline."""
    bag, now = parcel.bag, timezone.now()
    scan = CustodyScan.objects.create(
        parcel=parcel, act=act, code=code or parcel.tracking_number, bag=bag,
        waybill=bag.waybill if bag else None, note=note, by=by, at=now,
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

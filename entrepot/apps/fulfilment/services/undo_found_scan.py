"""A parcel was scanned at a hub by mistake: it never lay there."""

from django.db import transaction

from entrepot.apps.fulfilment.models import CustodyScan, MasterWaybill, Parcel
from entrepot.apps.fulfilment.services._bagging import lock_found, require_undecided, scanned, was_mistaken
from entrepot.apps.orders.services.settle_cases import settle_cases


@transaction.atomic
def undo_found_scan(*, parcel: Parcel, waybill: MasterWaybill, by: str) -> CustodyScan:
    """Take ``parcel`` out of the exception bin of ``waybill`` again, as if never scanned there; done twice it
    gives the first answer back.

    The scans stay as proof; the case is settled, bag, shipment and order are left as they are, and the buyer
    is told nothing. Raises ``Refused``: ``not_in_the_bin``, ``decided`` when it went on or was given up.
    """
    row = lock_found(parcel, waybill)
    if was_mistaken(row, waybill):
        return row.scans.filter(waybill=waybill).latest("pk")
    require_undecided(row, waybill)
    scan = scanned(row, CustodyScan.Act.MISTAKEN, by=by, waybill=waybill)
    settle_cases(
        order=row.shipment.consignment.order, kinds=["parcel_unexpected"], references=[f"parcel:{row.pk}"],
        by=by, resolution="scanned by mistake",
    )  # fmt: skip
    return scan

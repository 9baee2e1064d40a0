"""Take a parcel out of its bag before the flight, into the exception bin."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import CustodyScan, Parcel
from entrepot.apps.fulfilment.services._bagging import locked_bag, scanned
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.orders.services.open_case import open_case
from entrepot.kit.errors import Refused, invalid

DECIDE_WITHIN: Final = timedelta(hours=8)


@transaction.atomic
def pull_off_parcel(*, parcel: Parcel, why: str, by: str) -> Parcel:
    """Opens the case ``parcel_pulled_off``: the parcel can be bagged again once what held it is mended.

    Raises ``Refused`` when it lies in no bag, when its waybill is closed or gone, or without a reason.
    """
    if not why.strip():
        raise invalid("why", _("Say why, so that the next one knows what to do."))
    shipment = locked(parcel.shipment)
    row = Parcel.objects.select_for_update(of=("self",)).select_related("bag__waybill").get(pk=parcel.pk)
    if row.bag is None:
        raise Refused(_("This parcel lies in no bag."), code="not_bagged")
    locked_bag(row.bag)
    row.shipment = shipment
    scanned(row, CustodyScan.Act.PULLED_OFF, note=why.strip()[:200], by=by)
    row.bag = None
    row.save(update_fields=["bag"])
    facts = {"tracking_number": row.tracking_number, "number": shipment.number, "reason": why.strip()[:200]}
    open_case(order=shipment.consignment.order, kind="parcel_pulled_off", facts=facts,
              reference=f"parcel:{row.pk}", due_at=timezone.now() + DECIDE_WITHIN)  # fmt: skip
    return row

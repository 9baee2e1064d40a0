"""All bags of a waybill are empty: what did not come out is missing."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from entrepot.apps.fulfilment.models import CustodyScan, MasterWaybill
from entrepot.apps.fulfilment.queries.travelling_together import parcels_of
from entrepot.apps.fulfilment.services._bagging import scanned
from entrepot.apps.fulfilment.services.deconsolidate_parcel import TAKEN_OUT
from entrepot.apps.orders.services.open_case import open_case
from entrepot.domain.lifecycles import MASTER_WAYBILL
from entrepot.kit.transitions import transition

SEARCH_WITHIN: Final = timedelta(hours=24)


@transaction.atomic
def finish_deconsolidation(*, waybill: MasterWaybill, by: str) -> int:
    """Returns how many parcels are missing; each has the case ``parcel_missing`` until it turns up."""
    row = transition(waybill, MASTER_WAYBILL, to="deconsolidated", by=by)
    taken_out = row.scans.filter(act__in=TAKEN_OUT).values("parcel")
    missing = list(parcels_of(row).exclude(pk__in=taken_out))
    for parcel in missing:
        scanned(parcel, CustodyScan.Act.MISSING, by=by)
        facts = {"tracking_number": parcel.tracking_number, "waybill": str(row), "hub": str(row.hub)}
        open_case(order=parcel.shipment.consignment.order, kind="parcel_missing", facts=facts,
                  reference=f"parcel:{parcel.pk}", due_at=timezone.now() + SEARCH_WITHIN)  # fmt: skip
    return len(missing)

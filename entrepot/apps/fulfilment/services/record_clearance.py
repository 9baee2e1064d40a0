"""Customs' word on a shipment; customs calls this, nobody else."""

from django.db import transaction

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.next_steps import dispatch_obstacle
from entrepot.apps.fulfilment.services._leaving import leave
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.domain.customs.clearance import Clearance


@transaction.atomic
def record_clearance(*, shipment: Shipment, clearance: Clearance, by: str) -> Shipment:
    """Write the clearance. A parcel that its supplier already handed over leaves as soon as it may."""
    row = locked(shipment)
    Shipment.objects.filter(pk=row.pk).update(clearance=clearance)
    row.clearance = clearance
    if (
        row.status == "packed"
        and row.consignment.supplier
        and not dispatch_obstacle(row, list(row.parcels.all()))
    ):
        handed_over = DropshipOrder.objects.filter(consignment=row.consignment, status="shipped")
        if handed_over.exists():
            return leave(row, by=by)
    return row

"""Customs' word on the export of a transfer; customs calls this, nobody else."""

from django.db import transaction

from entrepot.apps.inventory.models import InboundShipment
from entrepot.domain.customs.clearance import Clearance


@transaction.atomic
def record_export_clearance(*, shipment: InboundShipment, clearance: Clearance) -> None:
    """Write ``clearance`` while the transfer waits to depart; what has set out stays as it is."""
    row = InboundShipment.objects.select_for_update(of=("self",)).get(pk=shipment.pk)
    if row.status != "announced":
        return
    row.export_clearance = clearance
    row.save(update_fields=["export_clearance"])

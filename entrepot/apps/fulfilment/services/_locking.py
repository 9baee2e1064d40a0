"""Locking and wording that several services of this app share."""

from entrepot.apps.fulfilment.models import Shipment


def locked(shipment: Shipment) -> Shipment:
    """The row as it is now, locked until the transaction ends."""
    rows = Shipment.objects.select_related("consignment__order", "warehouse")
    return rows.select_for_update(of=("self",)).get(pk=shipment.pk)

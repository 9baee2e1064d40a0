"""In which order rows are locked: orders, their shipments, the shipments' parcels.

Cancelling and re-routing begin at the order; who begins at a shipment locks its order first too, or the two
would wait for one another.
"""

from django.db.models import QuerySet

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.orders.models import Order


def locked(shipment: Shipment) -> Shipment:
    """The row as it is now, locked until the transaction ends."""
    lock_orders(Shipment.objects.filter(pk=shipment.pk))
    rows = Shipment.objects.select_related("consignment__order", "warehouse")
    return rows.select_for_update(of=("self",)).get(pk=shipment.pk)


def lock_orders(shipments: QuerySet[Shipment]) -> None:
    """Lock the orders of ``shipments`` until the transaction ends."""
    orders = Order.objects.filter(pk__in=shipments.values("consignment__order"))
    list(orders.order_by("pk").select_for_update().values_list("pk", flat=True))

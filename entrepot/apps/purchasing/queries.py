"""Reads on dropship orders."""

from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.orders.models import Consignment
from entrepot.apps.purchasing.models import DropshipOrder, DropshipOrderQuerySet
from entrepot.apps.suppliers.models import Supplier

ENDED = ("refused", "cancelled")


def dropship_orders_of(supplier: Supplier) -> DropshipOrderQuerySet:
    """A supplier's orders with what a list of them shows, newest first."""
    own = DropshipOrder.objects.for_supplier(supplier)
    full = own.select_related("consignment__order").prefetch_related("lines__order_line")
    return full.order_by("-sent_at", "-pk")


def living_dropship_order(consignment: Consignment) -> DropshipOrder | None:
    """The one dropship order of a consignment that was neither refused nor cancelled."""
    return DropshipOrder.objects.filter(consignment=consignment).exclude(status__in=ENDED).first()


def supplies_from(consignment: Consignment) -> Warehouse:
    """The supplier's warehouse that a consignment was promised from. Raises ``Warehouse.DoesNotExist``."""
    return Warehouse.objects.get(code=consignment.warehouse)

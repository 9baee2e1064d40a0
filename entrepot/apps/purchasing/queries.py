"""Reads on dropship orders."""

from django.utils.translation import gettext as _

from entrepot.apps.orders.models import Consignment
from entrepot.apps.purchasing.models import DropshipOrder, DropshipOrderQuerySet
from entrepot.apps.suppliers.models import Supplier
from entrepot.kit.errors import not_found

ENDED = ("refused", "cancelled")


def dropship_orders_of(supplier: Supplier) -> DropshipOrderQuerySet:
    """A supplier's orders with what a list of them shows, newest first."""
    own = DropshipOrder.objects.for_supplier(supplier)
    full = own.select_related("consignment__order").prefetch_related("lines__order_line")
    return full.order_by("-sent_at", "-pk")


def living_dropship_order(consignment: Consignment) -> DropshipOrder | None:
    """The one dropship order of a consignment that was neither refused nor cancelled."""
    return DropshipOrder.objects.filter(consignment=consignment).exclude(status__in=ENDED).first()


def dropship_order_of(supplier: Supplier, number: str) -> DropshipOrder:
    """The supplier's own order ``number``. Raises ``Refused`` 404 for one that is absent or another's."""
    found = dropship_orders_of(supplier).filter(number=number).first()
    if found is None:
        raise not_found(_("You have no order of that number."))
    return found

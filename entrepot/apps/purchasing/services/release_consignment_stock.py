"""Give back what one consignment holds, and nothing of its neighbours'."""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from entrepot.apps.inventory.services.commit_reservations import commit_reservations
from entrepot.apps.inventory.services.release_reservations import release_reservations
from entrepot.apps.inventory.services.reserve import Want, reserve
from entrepot.apps.orders.models import Consignment, OrderLine


@transaction.atomic
def release_consignment_stock(*, consignment: Consignment) -> None:
    """Release the consignment's reservation; what other consignments of the order still need from the same
    warehouse is taken again in the same transaction. Safe to repeat.
    """
    order = consignment.order
    release_reservations(reference=order.stock_reference, warehouse_code=consignment.warehouse)
    neighbours = OrderLine.objects.filter(
        consignment__order=order, consignment__warehouse=consignment.warehouse,
        consignment__progress__in=["waiting", "in_fulfilment"],
    ).exclude(consignment=consignment)  # fmt: skip
    needed = Counter[int]()
    for variant_id, quantity in neighbours.values_list("variant_id", "quantity"):
        needed[variant_id] += quantity
    if needed:
        wants = [Want(consignment.warehouse, variant_id, quantity) for variant_id, quantity in needed.items()]
        reserve(reference=order.stock_reference, wants=wants, expires_at=timezone.now())
        commit_reservations(reference=order.stock_reference)

"""What an order holds is kept for it for good."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery, Sum

from entrepot.apps.inventory.models import Reservation
from entrepot.apps.inventory.services.commit_reservations import commit_reservations
from entrepot.apps.inventory.services.reserve import Want, reserve
from entrepot.apps.orders.models import Order, OrderLine


@transaction.atomic
def keep_stock(*, order: Order, at: datetime) -> str:
    """Commit the order's stock; holds that have ended are taken anew, what is kept already stays.

    Locks the order and returns its status. Raises ``OutOfStock`` when a hold cannot be had again; then
    nothing has changed.
    """
    units = OrderLine.objects.filter(order=OuterRef("pk")).values("order").annotate(units=Sum("quantity"))
    locked = Order.objects.select_for_update(of=("self",)).annotate(units=Subquery(units.values("units")))
    status, ordered = locked.values_list("status", "units").get(pk=order.pk)
    if commit_reservations(reference=order.stock_reference) != ordered:
        _take_anew(order, at)
    return str(status)


def _take_anew(order: Order, at: datetime) -> None:
    missing = _ordered(order)
    missing.subtract(_kept(order))
    wants = [Want(warehouse, variant, n) for (warehouse, variant), n in missing.items() if n > 0]
    if wants:
        reserve(reference=order.stock_reference, wants=wants, expires_at=at)
        commit_reservations(reference=order.stock_reference)


def _ordered(order: Order) -> Counter[tuple[str, int]]:
    units: Counter[tuple[str, int]] = Counter()
    lines = OrderLine.objects.filter(order=order).values_list(
        "consignment__warehouse", "variant_id", "quantity"
    )
    for warehouse, variant_id, quantity in lines:
        units[warehouse, variant_id] += quantity
    return units


def _kept(order: Order) -> dict[tuple[str, int], int]:
    rows = Reservation.objects.filter(reference=order.stock_reference, status="committed")
    kept = rows.values_list("level__warehouse__code", "level__variant_id", "quantity")
    return {(warehouse, variant_id): quantity for warehouse, variant_id, quantity in kept}

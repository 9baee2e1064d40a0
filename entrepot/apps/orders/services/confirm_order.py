"""The order has been paid: its stock is kept for good and fulfilment may begin."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery, Sum

from entrepot.apps.inventory.models import Reservation
from entrepot.apps.inventory.services.commit_reservations import commit_reservations
from entrepot.apps.inventory.services.reserve import Want, reserve
from entrepot.apps.orders.events import OrderConfirmed
from entrepot.apps.orders.models import Order, OrderLine
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.lifecycles import ORDER
from entrepot.kit import outbox
from entrepot.kit.transitions import transition


@transaction.atomic
def confirm_order(
    *, order: Order, payment_reference: str, at: datetime, told_as: str = "order_confirmed"
) -> Order:
    """Commit the order's stock and confirm it, also one cancelled for want of payment.

    ``told_as`` is the fact that the buyer reads. Holds that have ended are taken anew. Raises ``OutOfStock``
    when they cannot be, and ``IllegalTransition`` when the order is already further on; then nothing has
    changed. Event ``OrderConfirmed``.
    """
    units = OrderLine.objects.filter(order=OuterRef("pk")).values("order").annotate(units=Sum("quantity"))
    locked = Order.objects.select_for_update(of=("self",)).annotate(units=Subquery(units.values("units")))
    status, ordered = locked.values_list("status", "units").get(pk=order.pk)
    if commit_reservations(reference=order.stock_reference) != ordered:
        _take_anew(order, at)
    transition(
        order, ORDER, to="confirmed", by="system", at=at, why=f"paid {payment_reference}", closed_at=None
    )
    kind = "order_revived" if status == "cancelled" else told_as
    record_fact(order=order, kind=kind, by="system", at=at)
    outbox.record(OrderConfirmed(order.pk, order.number))
    return order


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

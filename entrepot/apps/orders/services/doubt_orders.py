"""Fewer units are there than orders hold: the newest of them need other goods, or have to be cancelled."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.open_case import open_case


@transaction.atomic
def doubt_orders(
    *, level: StockLevel, missing: int, kind: str, reference: str, facts: Mapping[str, Any], due_at: datetime
) -> list[Order]:
    """Open the case ``kind`` for the newest orders that hold ``level`` and together cover ``missing`` units;
    the earliest are served first. Returns these orders."""
    held = level.reservations.filter(status__in=["held", "committed"]).order_by("-created_at", "-pk")
    numbers = []
    for held_for, quantity in held.values_list("reference", "quantity"):
        if missing <= 0:
            break
        numbers.append(held_for.partition(":")[2])
        missing -= quantity
    orders = list(Order.objects.filter(number__in=numbers))
    for order in orders:
        open_case(order=order, kind=kind, reference=reference[:80], facts=facts, due_at=due_at)
    return orders

"""Expired goods must not be sold: what is past its last day is blocked."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from entrepot.apps.inventory.events import PromisedUnitsExpired
from entrepot.apps.inventory.models import Lot, StockLevel
from entrepot.apps.inventory.services._booking import Move, book, lock_levels
from entrepot.kit import outbox


@dataclass(frozen=True, slots=True)
class Blocked:
    """``units`` were blocked now; ``promised`` expired units are still held for orders and are met again."""

    units: int
    promised: int


@transaction.atomic
def block_expired(*, today: date) -> Blocked:
    """Block every unit of ours whose last day was before ``today`` and that no order holds. Safe to repeat.

    Promised units stay reserved; the lot is never picked for them, so the order has to be re-sourced: event
    ``PromisedUnitsExpired``.
    """
    expired = Lot.objects.filter(quantity__gt=0, expires_on__lt=today)
    lock_levels(set(expired.values_list("level_id", flat=True)))
    lots = list(expired.order_by("level_id", "expires_on", "id"))
    levels = StockLevel.objects.in_bulk({lot.level_id for lot in lots})
    free = {pk: level.available for pk, level in levels.items()}
    moves, promised = [], Counter[int]()
    for lot in lots:
        if lot.level_id not in free:
            continue
        units = min(lot.quantity, free[lot.level_id])
        free[lot.level_id] -= units
        promised[lot.level_id] += lot.quantity - units
        if units:
            moves.append(Move(lot.level_id, lot.pk, -units, units))
    if moves:
        book(moves, kind="block", reference=f"expired:{today.isoformat()}", by="system")
    outbox.record(*(PromisedUnitsExpired(pk, units) for pk, units in sorted(promised.items()) if units))
    return Blocked(sum(move.blocked for move in moves), promised.total())

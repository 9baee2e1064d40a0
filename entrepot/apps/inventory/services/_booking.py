"""The one writer of stock that is there already: levels, their lots and the movement change together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from entrepot.apps.inventory.models import StockLevel

ENSURE = """
insert into inventory_stocklevel (warehouse_id, variant_id, on_hand, reserved, synced_at)
select %s, variant_id, 0, 0, now() from unnest(%s::bigint[]) as variant_id
on conflict (warehouse_id, variant_id) do nothing
"""
BOOK = """
with move as (
  select * from unnest(%(levels)s::bigint[], %(lots)s::bigint[], %(quantities)s::int[], %(blocked)s::int[],
                       %(found)s::int[]) as move(level_id, lot_id, quantity, blocked, found)
),
level_changes as (select level_id, sum(quantity)::int as quantity from move group by level_id),
lot_changes as (
  select lot_id, sum(quantity)::int as quantity, sum(blocked)::int as blocked, sum(found)::int as found
  from move where lot_id is not null group by lot_id
),
levels as (
  update inventory_stocklevel level
  set on_hand = level.on_hand + change.quantity,
      reserved = level.reserved + case when %(promised)s then change.quantity else 0 end
  from level_changes change where level.id = change.level_id and change.quantity <> 0
),
lots as (
  update inventory_lot lot
  set quantity = lot.quantity + change.quantity, blocked = lot.blocked + change.blocked,
      received = lot.received + change.found
  from lot_changes change where lot.id = change.lot_id
)
insert into inventory_stockmovement (level_id, lot_id, kind, quantity, blocked, reference, by, at)
select level_id, lot_id, %(kind)s, quantity, blocked, %(reference)s, %(by)s, now() from move
"""


@dataclass(frozen=True, slots=True)
class Move:
    """A change of one lot's units (of the level alone where there are no lots).

    ``found``: units that turned up though nobody had received them.
    """

    level_id: int
    lot_id: int | None
    quantity: int = 0
    blocked: int = 0
    found: int = 0


def lock_levels(level_ids: Collection[int]) -> None:
    """Lock levels in the order of their ids, as everybody does; their lots change only under this lock."""
    rows = StockLevel.objects.select_for_update(no_key=True).filter(pk__in=level_ids).order_by("pk")
    list(rows.values_list("pk"))


def levels_in(warehouse_id: int, variant_ids: Collection[int]) -> dict[int, int]:
    """Variant id -> id of its level in the warehouse, opened where there was none, and locked."""
    variants = sorted(set(variant_ids))
    with connection.cursor() as cursor:
        cursor.execute(ENSURE, [warehouse_id, variants])
    rows = StockLevel.objects.select_for_update(no_key=True).filter(
        warehouse_id=warehouse_id, variant_id__in=variants
    )
    return dict(rows.order_by("pk").values_list("variant_id", "pk"))


def book(moves: Sequence[Move], *, kind: str, reference: str, by: str, promised: bool = False) -> None:
    """Write ``moves`` of levels that are locked; with ``promised`` the units were reserved and are no longer.

    Raises ``IntegrityError`` when something would fall below zero or below what is promised.
    """
    values: dict[str, Any] = {
        "levels": [move.level_id for move in moves], "lots": [move.lot_id for move in moves],
        "quantities": [move.quantity for move in moves], "blocked": [move.blocked for move in moves],
        "found": [move.found for move in moves],
        "kind": kind, "reference": reference, "by": by, "promised": promised,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(BOOK, values)

"""What the units that left for an order had cost us until then: the goods themselves and their storage."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from entrepot.apps.inventory.models import StockMovement
from entrepot.apps.inventory.queries.write_downs import written_down
from entrepot.domain.money import Money

# Of each day a unit bears its part of what all units of its lot that lay there in the evening were charged.
STORED = """
select movement.id, fee.currency, sum(fee.amount / fee.units * -movement.quantity)
from inventory_stockmovement movement
join inventory_stocklevel level on level.id = movement.level_id
join inventory_warehouse warehouse on warehouse.id = level.warehouse_id
join inventory_storagefee fee on fee.lot_id = movement.lot_id
  and fee.day < (movement.at at time zone warehouse.timezone)::date
where movement.id = any(%s) group by movement.id, fee.currency
"""


@dataclass(frozen=True, slots=True)
class ShippedUnits:
    """``units`` of a variant that left one lot. ``goods`` is what they cost landed, after write-downs
    (``None``: nobody knows), ``storage`` their part of the fees until they left; both exact."""

    variant_id: int
    units: int
    goods: Money | None
    storage: tuple[Money, ...]


def shipped_units(references: Iterable[str]) -> dict[str, list[ShippedUnits]]:
    """What left our warehouses for each reference ("order:ET-100001"). Three statements for all."""
    rows = StockMovement.objects.filter(reference__in=list(references), kind="ship", lot__isnull=False)
    moves = list(rows.select_related("lot", "level").order_by("pk"))
    storage = _storage([move.pk for move in moves])
    write_downs = written_down({move.lot_id for move in moves if move.lot_id})
    found: dict[str, list[ShippedUnits]] = defaultdict(list)
    for move in moves:
        if (lot := move.lot) is None:
            continue
        units, goods = -move.quantity, None
        if lot.currency:
            before = (row for row in write_downs.get(lot.pk, ()) if row.at <= move.at)
            each = lot.cost.amount / lot.received - sum(
                (row.amount / row.units for row in before), Decimal(0)
            )
            goods = Money(each * units, lot.currency)
        left = ShippedUnits(move.level.variant_id, units, goods, storage.get(move.pk, ()))
        found[move.reference].append(left)
    return found


def _storage(movement_ids: Iterable[int]) -> dict[int, tuple[Money, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(STORED, [list(movement_ids)])
        found: dict[int, tuple[Money, ...]] = {}
        for movement_id, currency, amount in cursor.fetchall():
            found[movement_id] = (*found.get(movement_id, ()), Money(amount, currency))
    return found

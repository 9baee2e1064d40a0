"""What is available where, and whether the stock books agree with themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection


@dataclass(frozen=True, slots=True)
class Availability:
    """Units of a variant that can be sold from one warehouse, and when that was last known.

    ``lead_days``: what the supplier needs until dispatch; ``None`` without a standing offer of his.
    """

    variant_id: int
    warehouse_code: str
    kind: str
    country: str
    supplier_code: str
    available: int
    synced_at: datetime
    lead_days: int | None = None


LEVELS = """
select level.variant_id, warehouse.code, warehouse.kind, warehouse.country, coalesce(supplier.code, ''),
       level.on_hand - level.reserved, level.synced_at, offer.lead_days
from inventory_stocklevel level
join inventory_warehouse warehouse on warehouse.id = level.warehouse_id
left join suppliers_supplier supplier on supplier.id = warehouse.supplier_id
left join suppliers_supplieroffer offer
  on offer.supplier_id = supplier.id and offer.variant_id = level.variant_id and offer.is_active
where level.variant_id = any(%s) and warehouse.is_active and supplier.is_active is not false
order by level.variant_id, warehouse.code
"""


def availability(variant_ids: Collection[int]) -> list[Availability]:
    """Where the variants can be had: active warehouses of ours and of active suppliers, sold-out ones too."""
    with connection.cursor() as cursor:
        cursor.execute(LEVELS, [list(variant_ids)])
        return [Availability(*row) for row in cursor.fetchall()]


DIFFERENCES = """
select warehouse.code, variant.sku, level.on_hand, coalesce(moved.units, 0), level.reserved,
       coalesce(promised.units, 0)
from inventory_stocklevel level
join inventory_warehouse warehouse on warehouse.id = level.warehouse_id
join catalog_variant variant on variant.id = level.variant_id
left join (select level_id, sum(quantity) as units from inventory_stockmovement group by level_id) moved
  on moved.level_id = level.id
left join (select level_id, sum(quantity) as units from inventory_reservation
           where status in ('held', 'committed') group by level_id) promised
  on promised.level_id = level.id
where level.on_hand <> coalesce(moved.units, 0) or level.reserved <> coalesce(promised.units, 0)
order by warehouse.code, variant.sku
"""


def stock_differences() -> list[str]:
    """One sentence for each level that its movements or reservations do not explain; empty is good."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES)
        rows = cursor.fetchall()
    sentences = []
    for code, sku, on_hand, moved, reserved, promised in rows:
        if on_hand != moved:
            sentences.append(f"{code} {sku}: {on_hand} on hand, but the movements add up to {moved}")
        if reserved != promised:
            sentences.append(f"{code} {sku}: {reserved} reserved, but the reservations add up to {promised}")
    return sentences

"""What is available where, and whether the stock books agree with themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F

from entrepot.apps.inventory.models import StockLevel


@dataclass(frozen=True, slots=True)
class Availability:
    """Units of a variant that can be sold from one warehouse, and when that was last known."""

    variant_id: int
    warehouse_code: str
    kind: str
    country: str
    supplier_code: str
    available: int
    synced_at: datetime


def availability(variant_ids: Collection[int]) -> list[Availability]:
    """Where the variants can be had: active warehouses of ours and of active suppliers, sold-out ones too."""
    rows = (
        StockLevel.objects.filter(variant_id__in=variant_ids, warehouse__is_active=True)
        .exclude(warehouse__supplier__is_active=False)
        .order_by("variant_id", "warehouse__code")
        .values_list(
            "variant_id", "warehouse__code", "warehouse__kind", "warehouse__country",
            "warehouse__supplier__code", F("on_hand") - F("reserved"), "synced_at",
        )
    )  # fmt: skip
    return [
        Availability(variant_id, code, kind, country, supplier or "", available, synced_at)
        for variant_id, code, kind, country, supplier, available, synced_at in rows
    ]


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

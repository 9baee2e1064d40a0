"""A supplier says how much it has. Its word sets ``on_hand``, but never below what is already promised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.suppliers.models import Supplier
from entrepot.kit.errors import invalid, not_found

# ``before`` locks each level and sees it as it was; ``after`` reads from it so that it runs first.
SYNC = """
with told(variant_id, quantity) as (select * from unnest(%(variants)s::bigint[], %(quantities)s::int[])),
before as materialized (
  select level.id, level.variant_id, level.on_hand
  from inventory_stocklevel level join told on told.variant_id = level.variant_id
  where level.warehouse_id = %(warehouse)s order by level.id for no key update of level
),
after as (
  insert into inventory_stocklevel as existing (warehouse_id, variant_id, on_hand, reserved, synced_at)
  select %(warehouse)s, told.variant_id, told.quantity, 0, %(at)s
  from told left join before on before.variant_id = told.variant_id
  on conflict (warehouse_id, variant_id) do update
  set on_hand = greatest(excluded.on_hand, existing.reserved), synced_at = excluded.synced_at
  where existing.synced_at <= excluded.synced_at
  returning id, variant_id, on_hand, reserved
),
moved as (
  insert into inventory_stockmovement (level_id, kind, quantity, reference, by, at)
  select after.id, 'sync', after.on_hand - coalesce(before.on_hand, 0), %(reference)s, %(by)s, now()
  from after left join before on before.id = after.id
  where after.on_hand <> coalesce(before.on_hand, 0) returning id
)
select after.variant_id, told.quantity, after.reserved, (select count(*) from moved)
from after join told using (variant_id) order by after.variant_id
"""


@dataclass(frozen=True, slots=True)
class PromisedTooMuch:
    """The supplier reports fewer units than are promised to buyers; somebody must settle the difference."""

    variant_id: int
    reported: int
    promised: int


@dataclass(frozen=True, slots=True)
class SyncResult:
    """``changed`` levels got a new quantity; ``stale`` reports were older than what is known and ignored."""

    changed: int
    stale: int
    short: tuple[PromisedTooMuch, ...]


def sync_supplier_stock(
    *, supplier: Supplier, quantities: Mapping[int, int], at: datetime, by: str
) -> SyncResult:
    """Take over a supplier's stock figures (variant id -> units) as of ``at``.

    The caller opens a case for each of ``short``. Raises ``Refused`` 422 for a negative quantity and 404
    when the supplier has no warehouse.
    """
    warehouse = Warehouse.objects.filter(supplier=supplier).first()
    if warehouse is None:
        raise not_found(_("Supplier “%(code)s” has no warehouse.") % {"code": supplier.code})
    if any(quantity < 0 for quantity in quantities.values()):
        raise invalid("quantities", _("A stock quantity cannot be negative."))
    if not quantities:
        return SyncResult(0, 0, ())
    variants = sorted(quantities)
    values: dict[str, Any] = {
        "variants": variants, "quantities": [quantities[variant] for variant in variants],
        "warehouse": warehouse.pk, "at": at, "reference": f"sync:{at.isoformat()}"[:80], "by": by,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(SYNC, values)
        rows = cursor.fetchall()
    short = tuple(
        PromisedTooMuch(variant_id, reported, promised)
        for variant_id, reported, promised, _changed in rows
        if reported < promised
    )
    return SyncResult(rows[0][3] if rows else 0, len(variants) - len(rows), short)

"""Hold stock for a buyer. The one place that decides whether there is enough.

One statement does it all: the levels are locked in the order of their ids (so crossing baskets cannot
deadlock), read after the lock, raised only if every want can be met, and the reservations are written.
When one want cannot be met nothing has been written at all.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Variant
from entrepot.kit.errors import Fault, Refused, invalid

# The update writes what was read under the lock, not what its own older snapshot shows: PostgreSQL checks
# constraints against the snapshot's version of a row before it follows the row to its newest version, so
# ``reserved + quantity`` of units given back a moment ago would be refused.
RESERVE = """
with wanted(code, variant_id, quantity) as (select * from unnest(%s::text[], %s::bigint[], %s::int[])),
found as materialized (
  select level.id, wanted.code, wanted.variant_id, wanted.quantity, level.on_hand, level.reserved,
         level.on_hand - level.reserved as available
  from wanted
  join inventory_warehouse warehouse on warehouse.code = wanted.code and warehouse.is_active
  join inventory_stocklevel level
    on level.warehouse_id = warehouse.id and level.variant_id = wanted.variant_id
  order by level.id for no key update of level
),
enough as materialized (
  select id, quantity, on_hand, reserved from found
  where (select count(*) from wanted) = (select count(*) from found where available >= quantity)
),
taken as (
  update inventory_stocklevel level
  set on_hand = enough.on_hand, reserved = enough.reserved + enough.quantity
  from enough where level.id = enough.id returning level.id, enough.quantity
),
held as (
  insert into inventory_reservation (level_id, reference, quantity, status, expires_at, created_at)
  select id, %s, quantity, 'held', %s, now() from taken returning id
)
select wanted.code, wanted.variant_id, wanted.quantity, coalesce(found.available, 0),
       (select count(*) from held)
from wanted left join found using (code, variant_id) order by wanted.variant_id, wanted.code
"""


@dataclass(frozen=True, slots=True)
class Want:
    """``quantity`` units of a variant from one warehouse."""

    warehouse_code: str
    variant_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """More was wanted than is available in that warehouse."""

    warehouse_code: str
    variant_id: int
    sku: str
    name: str
    wanted: int
    available: int


class OutOfStock(Refused):
    """``shortages`` names every variant that is short, with what is available. Nothing was reserved."""

    def __init__(self, shortages: list[Shortage]) -> None:
        self.shortages = shortages
        faults = [
            Fault(f"variant.{short.variant_id}", _shortage_sentence(short), "out_of_stock")
            for short in shortages
        ]
        super().__init__(
            " ".join(fault.message for fault in faults),
            code="out_of_stock",
            faults=faults,
            extra={
                "shortages": [
                    {"sku": short.sku, "wanted": short.wanted, "available": short.available}
                    for short in shortages
                ]
            },
        )


def reserve(*, reference: str, wants: Sequence[Want], expires_at: datetime) -> None:
    """Hold ``wants`` for ``reference`` until ``expires_at``; several wants of one level are summed.

    Raises ``OutOfStock`` when any of them cannot be met (also for an unknown or closed warehouse), and
    ``Refused`` 422 for a quantity below one. A reference holds a level once; a second hold is an
    ``IntegrityError``.
    """
    summed: Counter[tuple[str, int]] = Counter()
    for want in wants:
        if want.quantity < 1:
            raise invalid("quantity", _("The quantity must be at least 1."))
        summed[want.warehouse_code, want.variant_id] += want.quantity
    if not summed:
        raise invalid("lines", _("There is nothing to reserve."))
    codes, variants = zip(*summed, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(RESERVE, [list(codes), list(variants), list(summed.values()), reference, expires_at])
        rows = cursor.fetchall()
    if rows[0][4] != len(summed):
        raise OutOfStock(_shortages([row[:4] for row in rows if row[3] < row[2]]))


def _shortages(rows: list[tuple[str, int, int, int]]) -> list[Shortage]:
    known = Variant.objects.select_related("product").in_bulk(
        [variant_id for _code, variant_id, *_rest in rows]
    )
    return [
        Shortage(
            code,
            variant_id,
            known[variant_id].sku if variant_id in known else str(variant_id),
            str(known[variant_id].product) if variant_id in known else str(variant_id),
            wanted,
            available,
        )
        for code, variant_id, wanted, available in rows
    ]


def _shortage_sentence(short: Shortage) -> str:
    if short.available == 0:
        return _("%(name)s (%(sku)s) is sold out. Remove it to go on.") % {
            "name": short.name,
            "sku": short.sku,
        }
    return _(
        "Of %(name)s (%(sku)s) only %(available)d are left; you asked for %(wanted)d. Reduce the quantity."
    ) % {
        "name": short.name, "sku": short.sku, "available": short.available, "wanted": short.wanted,
    }  # fmt: skip

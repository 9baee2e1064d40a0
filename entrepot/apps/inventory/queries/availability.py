"""What can be sold from where, and how long it lives."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from entrepot.domain.inventory.fefo import good_until
from entrepot.domain.money import Money


@dataclass(frozen=True, slots=True)
class Availability:
    """Units of a variant that can be sold from one warehouse, and when that was last known.

    ``available`` live long enough to be delivered today; ask ``sellable_life`` for a later day.
    ``lead_days``: what the supplier needs until dispatch; ``None`` without a standing offer of his.
    ``cost`` is what a piece costs us there, by the supplier's offer or the oldest lot whose cost is known.
    ``unreserved`` counts all that is not promised, ``expiring`` says when how many of those on hand expire,
    and ``min_life_days`` what a buyer must have left.
    """

    variant_id: int
    warehouse_code: str
    kind: str
    country: str
    supplier_code: str
    available: int
    synced_at: datetime
    lead_days: int | None = None
    unreserved: int = 0
    expiring: tuple[tuple[date, int], ...] = ()
    min_life_days: int = 0
    cost: Money | None = None

    def sellable_life(self, arrives_on: date) -> int:
        """Units that still have the minimum life when they are delivered on ``arrives_on``.

        Units promised already are taken to need the long-lived lots too, so never too many are sold.
        """
        return _sellable(self.unreserved, self.expiring, good_until(arrives_on, self.min_life_days))


LEVELS = """
select level.variant_id, warehouse.code, warehouse.kind, warehouse.country, coalesce(supplier.code, ''),
       level.on_hand - level.reserved, level.synced_at, offer.lead_days,
       coalesce(life.days_at_delivery, 0),
       (select array_agg(lot.expires_on order by lot.id) from inventory_lot lot
        where lot.level_id = level.id and lot.quantity > 0 and lot.expires_on is not null),
       (select array_agg(lot.quantity order by lot.id) from inventory_lot lot
        where lot.level_id = level.id and lot.quantity > 0 and lot.expires_on is not null),
       coalesce(offer.cost_amount, costed.each), coalesce(offer.currency, costed.currency)
from inventory_stocklevel level
join inventory_warehouse warehouse on warehouse.id = level.warehouse_id
left join suppliers_supplier supplier on supplier.id = warehouse.supplier_id
left join suppliers_supplieroffer offer
  on offer.supplier_id = supplier.id and offer.variant_id = level.variant_id and offer.is_active
left join lateral (
  select lot.cost_amount / lot.received as each, lot.currency from inventory_lot lot
  where lot.level_id = level.id and lot.quantity > 0 and lot.received > 0 and lot.currency <> ''
  order by lot.id limit 1
) costed on true
left join inventory_minimumlife life on life.variant_id = level.variant_id
where level.variant_id = any(%s) and warehouse.is_active and supplier.is_active is not false
  and (warehouse.kind <> 'bonded' or exists (
    select from inventory_bondedzone zone
    where zone.id = warehouse.zone_id and zone.licensed @> current_date))
order by level.variant_id, warehouse.code
"""


def availability(variant_ids: Collection[int]) -> list[Availability]:
    """Where the variants can be had: active warehouses of ours and of active suppliers, sold-out ones too.

    Bonded stock counts only while its zone is licensed. One statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(LEVELS, [list(variant_ids)])
        rows = cursor.fetchall()
    today = timezone.now().date()
    found = []
    for variant_id, code, kind, country, supplier, unreserved, synced_at, lead_days, *life in rows:
        min_life_days, days, quantities, cost, currency = life
        expiring = tuple(zip(days or (), quantities or (), strict=True))
        found.append(
            Availability(
                variant_id, code, kind, country, supplier,
                available=_sellable(unreserved, expiring, good_until(today, min_life_days)),
                synced_at=synced_at, lead_days=lead_days, unreserved=unreserved, expiring=expiring,
                min_life_days=min_life_days, cost=None if cost is None else Money(cost, currency),
            )
        )  # fmt: skip
    return found


def _sellable(unreserved: int, expiring: Collection[tuple[date, int]], until: date) -> int:
    too_old = sum(quantity for expires_on, quantity in expiring if expires_on < until)
    return max(0, unreserved - too_old) if too_old else unreserved

"""Where the units of a stock level are, state by state."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

STATUS = """
select level.id, level.on_hand, level.reserved, level.synced_at,
       coalesce(lots.blocked, 0), coalesce(lots.expired, 0), lots.next_expiry,
       coalesce(coming.inbound, 0), coalesce(coming.in_transfer, 0)
from inventory_stocklevel level
left join lateral (
  select sum(lot.blocked) filter (where lot.expires_on is null or lot.expires_on >= %(today)s)::int
           as blocked,
         sum(lot.quantity + lot.blocked) filter (where lot.expires_on < %(today)s)::int as expired,
         min(lot.expires_on) filter (where lot.quantity > 0 and lot.expires_on >= %(today)s) as next_expiry
  from inventory_lot lot where lot.level_id = level.id and lot.quantity + lot.blocked > 0
) lots on true
left join lateral (
  select sum(line.expected - line.received - line.damaged)
           filter (where shipment.source_id is null)::int as inbound,
         sum(line.expected - line.received - line.damaged)
           filter (where shipment.source_id is not null and shipment.status <> 'announced')::int
           as in_transfer
  from inventory_inboundline line join inventory_inboundshipment shipment on shipment.id = line.shipment_id
  where line.variant_id = level.variant_id and shipment.destination_id = level.warehouse_id
    and shipment.status in ('announced', 'in_transit', 'arrived', 'receiving')
    and line.expected > line.received + line.damaged
) coming on true
where level.id = any(%(levels)s)
"""


@dataclass(frozen=True, slots=True)
class StockStatus:
    """Units of one level: ``reserved`` of ``on_hand`` are promised; ``blocked`` and ``expired`` lie there
    and may not leave; ``inbound`` and ``in_transfer`` are on their way to it. ``synced_at`` is when the
    figure was last told or changed.
    """

    level_id: int
    on_hand: int
    reserved: int
    synced_at: datetime
    blocked: int
    expired: int
    next_expiry: date | None
    inbound: int
    in_transfer: int

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved

    @property
    def age(self) -> timedelta:
        """How old the figure is now."""
        return max(timezone.now() - self.synced_at, timedelta())


def stock_status(level_ids: Collection[int]) -> dict[int, StockStatus]:
    """Level id -> its units by state. One statement, whatever the number of levels."""
    with connection.cursor() as cursor:
        cursor.execute(STATUS, {"levels": list(level_ids), "today": timezone.now().date()})
        return {row[0]: StockStatus(*row) for row in cursor.fetchall()}

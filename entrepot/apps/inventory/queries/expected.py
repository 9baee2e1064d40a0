"""What more is coming, and when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone

# The stock of a transfer lies in its own warehouse until it leaves, so it is expected only from then on.
COMING = """
select line.variant_id, warehouse.code, shipment.number, shipment.status,
       sum(line.expected - line.received - line.damaged)::int,
       (select max(coalesce(leg.ata, leg.eta)) from inventory_inboundleg leg
        where leg.shipment_id = shipment.id) as due
from inventory_inboundline line
join inventory_inboundshipment shipment on shipment.id = line.shipment_id
join inventory_warehouse warehouse on warehouse.id = shipment.destination_id
where line.variant_id = any(%s) and line.expected > line.received + line.damaged
  and (shipment.status in ('in_transit', 'arrived', 'receiving')
       or shipment.status = 'announced' and shipment.source_id is null)
group by line.variant_id, warehouse.code, shipment.id
order by line.variant_id, due, shipment.number
"""


@dataclass(frozen=True, slots=True)
class Expected:
    """``quantity`` units due in a warehouse ``on`` a day (``None`` while no leg says one).

    ``confidence``: "high" once they stand at the door, "medium" on their way and on time, else "low".
    """

    variant_id: int
    warehouse_code: str
    inbound_number: str
    quantity: int
    on: date | None
    confidence: str


def expected(variant_ids: Collection[int]) -> list[Expected]:
    """Units on their way to any warehouse, the earliest first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(COMING, [list(variant_ids)])
        rows = cursor.fetchall()
    today = timezone.now().date()
    return [
        Expected(variant_id, code, number, quantity, due, _confidence(status, due, today))
        for variant_id, code, number, status, quantity, due in rows
    ]


def _confidence(status: str, due: date | None, today: date) -> str:
    if status in ("arrived", "receiving"):
        return "high"
    return "medium" if status == "in_transit" and due is not None and due >= today else "low"

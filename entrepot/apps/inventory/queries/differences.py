"""Whether the stock books agree with themselves."""

from typing import Any

from django.db import connection

LOTS = """
select warehouse.code, variant.sku, coalesce(nullif(lot.number, ''), lot.source), lot.quantity, lot.blocked,
       coalesce(moved.quantity, 0), coalesce(moved.blocked, 0)
from inventory_lot lot
join inventory_stocklevel level on level.id = lot.level_id
join inventory_warehouse warehouse on warehouse.id = level.warehouse_id
join catalog_variant variant on variant.id = level.variant_id
left join (select lot_id, sum(quantity) as quantity, sum(blocked) as blocked
           from inventory_stockmovement where lot_id is not null group by lot_id) moved
  on moved.lot_id = lot.id
where lot.quantity <> coalesce(moved.quantity, 0) or lot.blocked <> coalesce(moved.blocked, 0)
order by warehouse.code, variant.sku, lot.id
"""
IN_LOTS = """
select warehouse.code, variant.sku, level.on_hand, coalesce(sum(lot.quantity), 0)
from inventory_stocklevel level
join inventory_warehouse warehouse on warehouse.id = level.warehouse_id and warehouse.supplier_id is null
join catalog_variant variant on variant.id = level.variant_id
left join inventory_lot lot on lot.level_id = level.id
group by level.id, warehouse.code, variant.sku
having level.on_hand <> coalesce(sum(lot.quantity), 0) order by warehouse.code, variant.sku
"""
TRANSFERS = """
select shipment.number, variant.sku, line.expected, coalesce(-sum(movement.quantity), 0)
from inventory_inboundline line
join inventory_inboundshipment shipment on shipment.id = line.shipment_id
join catalog_variant variant on variant.id = line.variant_id
left join inventory_stockmovement movement
  on movement.lot_id = line.source_lot_id and movement.kind = 'transfer' and movement.quantity < 0
  and movement.reference = 'inbound:' || shipment.number
where shipment.source_id is not null and line.source_lot_id is not null
group by line.id, shipment.number, variant.sku
having line.expected <> coalesce(-sum(movement.quantity), 0) order by shipment.number, variant.sku
"""
RECEIPTS = """
select shipment.number, variant.sku, line.received, line.damaged,
       coalesce(sum(receipt.received), 0), coalesce(sum(receipt.damaged), 0)
from inventory_inboundline line
join inventory_inboundshipment shipment on shipment.id = line.shipment_id
join catalog_variant variant on variant.id = line.variant_id
left join inventory_inboundreceipt receipt on receipt.line_id = line.id
group by line.id, shipment.number, variant.sku
having line.received <> coalesce(sum(receipt.received), 0)
    or line.damaged <> coalesce(sum(receipt.damaged), 0) order by shipment.number, variant.sku
"""
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
    """One sentence for whatever movements, reservations, lots or receipts do not explain; empty is good."""
    return [*_levels(), *_lots(), *_on_the_way()]


def _levels() -> list[str]:
    sentences = []
    for code, sku, on_hand, moved, reserved, promised in _rows(DIFFERENCES):
        if on_hand != moved:
            sentences.append(f"{code} {sku}: {on_hand} on hand, but the movements add up to {moved}")
        if reserved != promised:
            sentences.append(f"{code} {sku}: {reserved} reserved, but the reservations add up to {promised}")
    return sentences


def _lots() -> list[str]:
    sentences = [
        f"{code} {sku}: {on_hand} on hand, but the lots add up to {in_lots}"
        for code, sku, on_hand, in_lots in _rows(IN_LOTS)
    ]
    for code, sku, lot, quantity, blocked, moved, moved_blocked in _rows(LOTS):
        sentences.append(
            f"{code} {sku} lot {lot}: {quantity} and {blocked} blocked, but the movements add up to "
            f"{moved} and {moved_blocked} blocked"
        )
    return sentences


def _on_the_way() -> list[str]:
    left = [
        f"{number} {sku}: {expected} under way, but {gone} left the warehouse"
        for number, sku, expected, gone in _rows(TRANSFERS)
    ]
    return left + [
        f"{number} {sku}: {received} received and {damaged} damaged, but the receipts add up to "
        f"{in_receipts} and {broken}"
        for number, sku, received, damaged, in_receipts, broken in _rows(RECEIPTS)
    ]


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())

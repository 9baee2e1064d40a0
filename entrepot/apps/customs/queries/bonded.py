"""A bonded account book line by line, beside what lies on the shelf and what explains the difference."""

from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import QuerySet

from entrepot.apps.customs.models import BondedBook, BondedItem
from entrepot.apps.orders.models import Case

DIFFERENCE: Final = "bonded_difference"
LINES = """
select item.id,
  coalesce((select sum(quantity) from customs_bondedentry where item_id = item.id and kind = 'in'), 0),
  coalesce((select -sum(quantity) from customs_bondedentry where item_id = item.id and kind = 'out'), 0),
  coalesce((select sum(quantity) from customs_bondedentry where item_id = item.id and kind = 'return'), 0),
  coalesce((select sum(quantity) from customs_bondedentry where item_id = item.id and kind = 'adjust'), 0),
  coalesce((select -sum(quantity) from customs_bondedentry where item_id = item.id and kind = 'transfer'), 0),
  coalesce((select sum(lot.quantity + lot.blocked) from inventory_lot lot
            join inventory_stocklevel level on level.id = lot.level_id
            where level.warehouse_id = %(warehouse)s and level.variant_id = item.variant_id), 0),
  coalesce((select sum(line.quantity) from fulfilment_shipmentline line
            join orders_orderline sold on sold.id = line.order_line_id
            join fulfilment_shipment shipment on shipment.id = line.shipment_id
            where shipment.warehouse_id = %(warehouse)s and sold.variant_id = item.variant_id
              and shipment.dispatched_at is null
              and not exists (select from customs_bondedentry back
                              join customs_declaration declaration on declaration.id = back.declaration_id
                              where back.item_id = item.id and back.kind = 'return'
                                and declaration.shipment_id = shipment.id)
              and exists (select from customs_bondedentry entry
                          join customs_declaration declaration on declaration.id = entry.declaration_id
                          where entry.item_id = item.id and entry.kind = 'out'
                            and declaration.shipment_id = shipment.id)), 0),
  coalesce((select sum(receipt.received + receipt.damaged) from inventory_inboundreceipt receipt
            join inventory_inboundline line on line.id = receipt.line_id
            join inventory_inboundshipment inbound on inbound.id = line.shipment_id
            where inbound.destination_id = %(warehouse)s and line.variant_id = item.variant_id
              and not exists (select from customs_bondedentry entry
                              where entry.item_id = item.id and entry.key = 'in:' || receipt.id)), 0),
  coalesce((select sum(line.quantity) from fulfilment_shipmentline line
            join orders_orderline sold on sold.id = line.order_line_id
            join customs_declaration declaration on declaration.shipment_id = line.shipment_id
            join fulfilment_shipment shipment on shipment.id = line.shipment_id
            where shipment.warehouse_id = %(warehouse)s and sold.variant_id = item.variant_id
              and declaration.direction = 'import'
              and declaration.status not in ('released', 'cancelled')), 0),
  coalesce((select sum(movement.quantity + movement.blocked) from inventory_stockmovement movement
            join inventory_stocklevel level on level.id = movement.level_id
            where level.warehouse_id = %(warehouse)s and level.variant_id = item.variant_id
              and movement.kind in ('count', 'scrap')), 0)
from customs_bondeditem item where item.book_id = %(book)s order by item.position
"""


@dataclass(frozen=True, slots=True)
class BookLine:
    """An item with the sums of its entries and what the warehouse holds, all in units.

    ``physical`` lies on the shelf, blocked or not. It should be the balance, plus ``released`` (out of the
    book, not yet out of the door), plus ``not_entered`` (received, its entry not yet released by customs).
    ``declared`` waits for customs' word. ``counted`` is what stock counts and scrapping changed: the first
    place to look when there is a ``difference``.
    """

    item: BondedItem
    entered: int
    declared_out: int
    returned: int
    adjusted: int
    transferred: int
    physical: int
    released: int
    not_entered: int
    declared: int
    counted: int

    @property
    def balance(self) -> int:
        return self.item.balance

    @property
    def moved(self) -> list[tuple[str, int]]:
        """Kind of entry and its sum, of the kinds that there are."""
        sums = (
            ("in", self.entered), ("out", self.declared_out), ("return", self.returned),
            ("adjust", self.adjusted), ("transfer", self.transferred),
        )  # fmt: skip
        return [(kind, units) for kind, units in sums if units]

    @property
    def free(self) -> int:
        """What may still be declared out."""
        return self.balance - self.declared

    @property
    def expected(self) -> int:
        return self.balance + self.released + self.not_entered

    @property
    def difference(self) -> int:
        """Units on the shelf that the book does not explain; below zero, units that are missing there."""
        return self.physical - self.expected


def book_lines(book: BondedBook) -> list[BookLine]:
    """Every item of the book, by position. Two statements."""
    items = {item.pk: item for item in book.items.select_related("variant__product")}
    with connection.cursor() as cursor:
        cursor.execute(LINES, {"book": book.pk, "warehouse": book.warehouse_id})
        return [BookLine(items[pk], *map(int, figures)) for pk, *figures in cursor.fetchall()]


def open_differences(book: BondedBook) -> QuerySet[Case]:
    """The cases of what the book and its shelf differ by, the most urgent first."""
    cases = Case.objects.filter(kind=DIFFERENCE, reference__startswith=f"{book.number}:")
    return cases.exclude(status="resolved").select_related("assignee").order_by("due_at", "pk")


def free_units(book: BondedBook | None) -> dict[int, int]:
    """Variant id -> units that may still be declared out of the book."""
    return {line.item.variant_id: line.free for line in book_lines(book)} if book else {}

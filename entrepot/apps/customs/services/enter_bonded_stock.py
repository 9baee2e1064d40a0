"""Goods that came into a bonded warehouse enter its book, once customs has released their entry."""

from django.db import transaction

from entrepot.apps.customs.models import BondedBook, BondedEntry, BondedItem, Declaration
from entrepot.apps.customs.services._bonded import book_change
from entrepot.apps.customs.services.resume_bonded import resume_bonded
from entrepot.apps.inventory.models import InboundReceipt, InboundShipment


@transaction.atomic
def enter_bonded_stock(*, inbound: InboundShipment, by: str = "system") -> int:
    """Enter every receipt that is not in the book yet; returns how many are new.

    Nothing happens before the import declaration is released, or where no book is kept. Damaged units lie in
    the zone like whole ones. What waited for the book goes on.
    """
    book = BondedBook.objects.select_for_update().filter(warehouse=inbound.destination_id).first()
    declaration = inbound.declarations.filter(direction="import", status="released").first()
    if book is None or declaration is None:
        return 0
    receipts = InboundReceipt.objects.filter(line__shipment=inbound).select_related("line__variant")
    entered = sum(_enter(book, declaration, receipt, by) for receipt in receipts.order_by("pk"))
    if entered:
        resume_bonded(book=book, by=by)
    return entered


def _enter(book: BondedBook, declaration: Declaration, receipt: InboundReceipt, by: str) -> int:
    variant = receipt.line.variant
    if not book.items.filter(variant=variant).exists():
        declared = declaration.items.get(position=receipt.line.position)
        BondedItem.objects.create(
            book=book, variant=variant, position=book.items.count() + 1, hs_code=declared.hs_code,
            origin_country=declared.origin_country,
        )  # fmt: skip
    return book_change(
        warehouse=book.warehouse, units={variant.pk: receipt.received + receipt.damaged},
        kind=BondedEntry.Kind.IN, key=f"in:{receipt.pk}", declaration=declaration, by=by,
    )  # fmt: skip

"""Goods that leave a bonded warehouse for another of ours leave its book as they set out."""

from collections import Counter

from django.db import transaction

from entrepot.apps.customs.models import BondedEntry
from entrepot.apps.customs.services._bonded import book_change
from entrepot.apps.inventory.models import InboundShipment, Warehouse


@transaction.atomic
def transfer_bonded(*, inbound: InboundShipment, by: str = "system") -> int:
    """Take the lines of a transfer out of the sender's book; returns how many entries are new.

    Raises ``Refused`` (``bonded_book_short``) when the book has too few.
    """
    source = inbound.source
    if source is None or source.kind != Warehouse.Kind.BONDED:
        return 0
    units = Counter[int]()
    for variant_id, quantity in inbound.lines.values_list("variant_id", "expected"):
        units[variant_id] -= quantity
    declaration = inbound.declarations.exclude(status="cancelled").order_by("direction").first()
    return book_change(
        warehouse=source, units=units, kind=BondedEntry.Kind.TRANSFER, key=f"transfer:{inbound.number}",
        declaration=declaration, by=by,
    )  # fmt: skip

"""Enough on the shelves for what is still to be replayed."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import transaction

from entrepot.apps.inventory.queries import availability
from entrepot.apps.inventory.services.receive_stock import receive_stock
from entrepot.demo.rows import ReplayInvoice


@transaction.atomic
def stock_up(invoices: Iterable[ReplayInvoice], variants: Mapping[str, int]) -> int:
    """Receive where they are to be stocked what ``invoices`` want beyond what lies there; returns how many
    pieces that were."""
    wanted = Counter[tuple[str, int]]()
    for invoice in invoices:
        for line in invoice.lines if invoice.stocked_in else ():
            wanted[invoice.stocked_in, variants[line.sku]] += line.quantity
    levels = availability({variant_id for _warehouse, variant_id in wanted})
    there = {(level.warehouse_code, level.variant_id): level.available for level in levels}
    received = 0
    for (warehouse, variant_id), pieces in wanted.items():
        missing = pieces - there.get((warehouse, variant_id), 0)
        if missing > 0:
            receive_stock(
                warehouse_code=warehouse, variant_id=variant_id, quantity=missing, reference="replay:stock",
                by="operator:replay",
            )  # fmt: skip
            received += missing
    return received

"""Enough on the shelves for what is still to be replayed."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import transaction

from entrepot.apps.inventory.queries import availability
from entrepot.apps.inventory.services.receive_stock import receive_stock
from entrepot.demo.goods import HOME
from entrepot.demo.rows import ReplayInvoice


@transaction.atomic
def stock_up(invoices: Iterable[ReplayInvoice], variants: Mapping[str, int]) -> int:
    """Receive at home what ``invoices`` want beyond what lies there; returns how many pieces that were."""
    wanted = Counter[int]()
    for invoice in invoices:
        for line in invoice.lines:
            wanted[variants[line.sku]] += line.quantity
    at_home = {
        level.variant_id: level.available for level in availability(wanted) if level.warehouse_code == HOME
    }
    received = 0
    for variant_id, pieces in wanted.items():
        missing = pieces - at_home.get(variant_id, 0)
        if missing > 0:
            receive_stock(
                warehouse_code=HOME, variant_id=variant_id, quantity=missing, reference="replay:stock",
                by="operator:replay",
            )  # fmt: skip
            received += missing
    return received

"""A supplier says how much it has; where that is less than was promised to buyers, the operator is told."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.inventory.services.sync_supplier_stock import SyncResult, sync_supplier_stock
from entrepot.apps.orders.services.doubt_orders import doubt_orders
from entrepot.apps.suppliers.models import Supplier

DECIDE_WITHIN = timedelta(hours=8)


@transaction.atomic
def report_stock(*, supplier: Supplier, quantities: Mapping[int, int], at: datetime, by: str) -> SyncResult:
    """Take over ``quantities`` (variant id -> units) as of ``at``.

    For units promised beyond that, the newest orders that hold them get the case ``stock_promised_too_much``.
    Raises ``Refused`` as ``sync_supplier_stock`` does.
    """
    result = sync_supplier_stock(supplier=supplier, quantities=quantities, at=at, by=by)
    short = {one.variant_id: one for one in result.short}
    levels = StockLevel.objects.filter(warehouse__supplier=supplier, variant__in=short)
    for level in levels.select_related("variant"):
        told, sku = short[level.variant_id], level.variant.sku
        doubt_orders(
            level=level, missing=told.promised - told.reported, kind="stock_promised_too_much",
            reference=f"{supplier.code}:{sku}", due_at=at + DECIDE_WITHIN,
            facts={
                "skus": [sku], "supplier": supplier.code, "reported": told.reported,
                "promised": told.promised,
            },
        )  # fmt: skip
    return result

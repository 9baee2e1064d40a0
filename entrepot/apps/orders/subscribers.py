"""What orders does on news from inventory."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from entrepot.apps.inventory.events import PromisedUnitsExpired
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.orders.services.doubt_orders import doubt_orders

DECIDE_WITHIN: Final = timedelta(hours=8)


def doubt_expired(event: PromisedUnitsExpired) -> None:
    """Goods that went past their last day before they were sent."""
    level = StockLevel.objects.select_related("variant", "warehouse").get(pk=event.level_id)
    sku, warehouse = level.variant.sku, level.warehouse.code
    doubt_orders(
        level=level, missing=event.units, kind="promised_units_expired", reference=f"{warehouse}:{sku}",
        facts={"skus": [sku], "warehouse": warehouse, "units": event.units},
        due_at=timezone.now() + DECIDE_WITHIN,
    )  # fmt: skip

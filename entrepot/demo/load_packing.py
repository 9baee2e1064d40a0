"""The boxes that the demo shop's warehouses have."""

from decimal import Decimal
from typing import Final

from entrepot.apps.fulfilment.models import BoxType
from entrepot.apps.inventory.models import Warehouse

# Code: inner sides in mm, empty and heaviest full weight in grams, cost in the warehouse's currency (of which
# one unit is taken for about a euro; yuan cost seven times as much).
BOXES: Final = {
    "XS": ((200, 150, 80), 70, 5_000, "0.25"),
    "S": ((250, 200, 120), 120, 8_000, "0.38"),
    "M": ((350, 250, 180), 220, 12_000, "0.62"),
    "L": ((450, 350, 280), 420, 20_000, "1.10"),
    "XL": ((600, 400, 400), 750, 30_000, "1.90"),
}
CURRENCIES: Final = {"GB": "GBP", "FR": "EUR", "US": "USD", "AU": "AUD", "CN": "CNY"}
YUAN: Final = 7


def load_boxes() -> int:
    """Boxes for our own warehouses that have none yet; returns how many."""
    without = Warehouse.objects.exclude(kind=Warehouse.Kind.SUPPLIER).filter(box_types=None)
    rows = [_box(warehouse, code) for warehouse in without for code in BOXES]
    return len(BoxType.objects.bulk_create(rows))


def _box(warehouse: Warehouse, code: str) -> BoxType:
    (length, width, height), tare_g, most_g, cost = BOXES[code]
    currency = CURRENCIES.get(warehouse.country, "EUR")
    return BoxType(
        warehouse=warehouse, code=code, length_mm=length, width_mm=width, height_mm=height, wall_mm=4,
        tare_g=tare_g, max_weight_g=most_g, currency=currency,
        cost_amount=Decimal(cost) * (YUAN if currency == "CNY" else 1),
    )  # fmt: skip

"""The boxes and pallets that the demo shop's warehouses have."""

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
# A EUR pallet (EN 13698-1: 800 x 1200 mm, 144 mm high, 25 kg), loaded to 1.60 m and 1.2 t.
PALLETS: Final = {"EUR pallet": ((1200, 800, 1456), 25_000, 1_200_000, "12.00")}
WALL_MM, DECK_MM = 4, 144
CURRENCIES: Final = {"GB": "GBP", "FR": "EUR", "US": "USD", "AU": "AUD", "CN": "CNY"}
YUAN: Final = 7


def load_boxes() -> int:
    """Boxes, and pallets, for our own warehouses that have none yet; returns how many."""
    ours = Warehouse.objects.exclude(kind=Warehouse.Kind.SUPPLIER)
    rows = [
        _box(warehouse, code, BOXES[code], wall_mm=WALL_MM)
        for warehouse in ours.exclude(box_types__deck_mm=0)
        for code in BOXES
    ]
    rows += [
        _box(warehouse, code, PALLETS[code], deck_mm=DECK_MM)
        for warehouse in ours.exclude(box_types__deck_mm__gt=0)
        for code in PALLETS
    ]
    return len(BoxType.objects.bulk_create(rows))


def _box(
    warehouse: Warehouse,
    code: str,
    measures: tuple[tuple[int, int, int], int, int, str],
    *,
    wall_mm: int = 0,
    deck_mm: int = 0,
) -> BoxType:
    (length, width, height), tare_g, most_g, cost = measures
    currency = CURRENCIES.get(warehouse.country, "EUR")
    return BoxType(
        warehouse=warehouse, code=code, length_mm=length, width_mm=width, height_mm=height, wall_mm=wall_mm,
        deck_mm=deck_mm, tare_g=tare_g, max_weight_g=most_g, currency=currency,
        cost_amount=Decimal(cost) * (YUAN if currency == "CNY" else 1),
    )  # fmt: skip

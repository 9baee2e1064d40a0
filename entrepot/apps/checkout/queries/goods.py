"""What the buyer wants, as sourcing sees it: goods with their facts, and where they are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from entrepot.apps.catalog.queries import VariantForSale, variants_for_sale
from entrepot.apps.inventory.queries import Availability, availability
from entrepot.apps.markets.queries import convert
from entrepot.domain.money import Money
from entrepot.domain.packing.hazards import hazard_flags
from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.routes import Source, WantedLine


@dataclass(frozen=True)
class Goods:
    """Variants by id with their stock. Ids that are unknown or have no price today are missing."""

    variants: Mapping[int, VariantForSale]
    stock: tuple[Availability, ...]
    sources: tuple[Source, ...]

    def unit_price(self, variant_id: int, currency: str, on: date) -> Money:
        """The price of one piece in ``currency``: converted at the rate of ``on`` and rounded, once."""
        return convert(self.variants[variant_id].price, currency, on)

    def available(self, variant_id: int) -> int:
        """Pieces in all warehouses together, wherever they are."""
        return sum(level.available for level in self.stock if level.variant_id == variant_id)


def goods(variant_ids: Collection[int], skus: Collection[str] = ()) -> Goods:
    """The variants with these ids or article numbers. Two statements; none for no articles."""
    if not variant_ids and not skus:
        return Goods({}, (), ())
    variants = variants_for_sale(variant_ids, skus)
    stock = availability({*variant_ids, *variants})
    return Goods(variants, tuple(stock), tuple(sources_of(stock)))


def wanted_line(variant: VariantForSale, quantity: int, price: Money) -> WantedLine:
    """The variant as sourcing sees it; ``price`` is of one piece in the buyer's currency."""
    sides = variant.length_mm, variant.width_mm, variant.height_mm
    size = Dimensions(*(side or 0 for side in sides)) if all(sides) else None
    return WantedLine(
        id=str(variant.id),
        quantity=quantity,
        gross_weight_g=variant.gross_weight_g,
        dimensions=size,
        flags=hazard_flags(variant.attributes, variant.hs6),
        is_classified=variant.is_classified,
        value=price.amount,
        category=variant.category_slug,
    )


def sources_of(stock: Iterable[Availability], store: str = "") -> list[Source]:
    """Warehouses with pieces of anything; a supplier's only while he has an offer standing.

    What lies in a store is for who comes to it: no store is among them, or ``store`` alone.
    """
    pieces: dict[str, dict[str, int]] = defaultdict(dict)
    places: dict[str, Availability] = {}
    lead_days: dict[str, int] = defaultdict(int)
    for level in stock:
        if level.available <= 0 or (level.warehouse_code if level.kind == "store" else "") != store:
            continue
        if level.supplier_code:
            if level.lead_days is None:
                continue
            lead_days[level.warehouse_code] = max(lead_days[level.warehouse_code], level.lead_days)
        places[level.warehouse_code] = level
        pieces[level.warehouse_code][str(level.variant_id)] = level.available
    return [
        Source(code, places[code].kind, places[code].country, available,
               places[code].supplier_code, lead_days[code])
        for code, available in sorted(pieces.items())
    ]  # fmt: skip

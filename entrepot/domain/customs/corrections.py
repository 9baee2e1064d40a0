"""What a person mends in a declaration."""

from dataclasses import dataclass
from decimal import Decimal

from entrepot.domain.customs.completeness import Goods


@dataclass(frozen=True, slots=True)
class ItemCorrection:
    """What a person supplies or mends in one item; empty means as it was."""

    description: str = ""
    hs_code: str = ""
    origin_country: str = ""
    net_weight_g: int = 0
    value: Decimal | None = None

    def applied_to(self, goods: Goods) -> Goods:
        return Goods(
            sku=goods.sku,
            description=self.description.strip() or goods.description,
            hs_code=self.hs_code.replace(".", "").strip() or goods.hs_code,
            origin_country=self.origin_country.strip().upper() or goods.origin_country,
            quantity=goods.quantity,
            net_weight_g=self.net_weight_g or goods.net_weight_g,
            value=goods.value if self.value is None else self.value,
        )

"""What suppliers offer, and who may act for whom."""

from collections.abc import Collection
from dataclasses import dataclass

from entrepot.apps.suppliers.models import Supplier, SupplierOffer
from entrepot.domain.money import Money


@dataclass(frozen=True, slots=True)
class Offer:
    """A supplier's standing offer of a variant: ``cost`` a piece to us, ``lead_days`` until dispatch."""

    supplier_code: str
    variant_id: int
    supplier_sku: str
    cost: Money
    lead_days: int


def offers(variant_ids: Collection[int]) -> dict[tuple[str, int], Offer]:
    """Active offers of active suppliers by (supplier code, variant id); one statement."""
    rows = SupplierOffer.objects.filter(
        variant_id__in=variant_ids, is_active=True, supplier__is_active=True
    ).values_list("supplier__code", "variant_id", "supplier_sku", "cost_amount", "currency", "lead_days")
    return {
        (code, variant_id): Offer(code, variant_id, sku, Money(amount, currency), lead_days)
        for code, variant_id, sku, amount, currency, lead_days in rows
    }


def supplier_of(user_id: int) -> Supplier | None:
    """The active supplier that the user may act for, or ``None``."""
    return Supplier.objects.filter(members__user_id=user_id, is_active=True).first()

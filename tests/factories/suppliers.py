"""Suppliers, their members and offers."""

from decimal import Decimal

from entrepot.apps.catalog.models import Variant
from entrepot.apps.suppliers.models import Supplier, SupplierOffer


def a_supplier(code: str = "silk-road", country: str = "CN") -> Supplier:
    supplier, _ = Supplier.objects.get_or_create(
        code=code, defaults={"name": {"en": code}, "country": country, "email": f"{code}@supplier.example"}
    )
    return supplier


def an_offer(
    variant: Variant, supplier: Supplier | None = None, cost: str = "4.00", lead_days: int = 2
) -> SupplierOffer:
    """An offer in CNY."""
    return SupplierOffer.objects.create(
        supplier=supplier or a_supplier(),
        variant=variant,
        cost_amount=Decimal(cost),
        currency="CNY",
        lead_days=lead_days,
    )

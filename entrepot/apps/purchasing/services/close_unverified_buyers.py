"""A buyer abroad whose document has expired sells nothing until another one is approved."""

from datetime import date

from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.suppliers.models import Verification


def close_unverified_buyers(*, today: date) -> int:
    """Close the places of buyers without a document in force on ``today``; returns how many were open."""
    verified = Verification.objects.filter(status="approved", expires_on__gt=today)
    unverified = Warehouse.objects.filter(kind=Warehouse.Kind.BUYER, is_active=True).exclude(
        supplier__in=verified.values("supplier")
    )
    return unverified.update(is_active=False)

"""Who may act for which supplier."""

from entrepot.apps.suppliers.models import Supplier


def supplier_of(user_id: int) -> Supplier | None:
    """The active supplier that the user may act for, or ``None``."""
    return Supplier.objects.filter(members__user_id=user_id, is_active=True).first()

"""Who may act for which supplier, and whose identity is verified."""

from datetime import date

from entrepot.apps.suppliers.models import Supplier, Verification


def supplier_of(user_id: int) -> Supplier | None:
    """The active supplier that the user may act for, or ``None``."""
    return Supplier.objects.filter(members__user_id=user_id, is_active=True).first()


def verification_on(supplier: Supplier, on: date) -> Verification | None:
    """The approved identity document of a buyer abroad that is in force on a day."""
    approved = Verification.objects.filter(supplier=supplier, status="approved", expires_on__gt=on)
    return approved.defer("photo").order_by("-expires_on").first()

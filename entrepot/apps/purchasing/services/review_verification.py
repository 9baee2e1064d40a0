"""An operator has looked at the identity of a buyer abroad."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.suppliers.models import Supplier, Verification
from entrepot.domain.lifecycles import VERIFICATION
from entrepot.kit.errors import invalid
from entrepot.kit.transitions import transition


@transaction.atomic
def review_verification(
    *, verification: Verification, approved: bool, by: str, reason: str = ""
) -> Verification:
    """Approve it, so that the buyer may list and sell, or reject it with a ``reason`` that he reads.

    An approved one may be withdrawn the same way. Raises ``Refused`` 422 for a rejection without a reason or
    an approval of an expired document, ``IllegalTransition`` for one rejected before.
    """
    reason = reason.strip()
    now = timezone.now()
    if not approved and not 0 < len(reason) <= 300:
        raise invalid("reason", _("Say in at most 300 characters why; the buyer reads it."))
    if approved and verification.expires_on <= now.date():
        raise invalid("approved", _("This document has expired. Ask for another."))
    reviewed = transition(
        verification, VERIFICATION, to="approved" if approved else "rejected", by=by, at=now, why=reason,
        reviewed_at=now, reviewed_by=by, reason=reason,
    )  # fmt: skip
    _place(reviewed.supplier, is_open=approved)
    return reviewed


def _place(supplier: Supplier, *, is_open: bool) -> None:
    """Where he buys from, as a place with stock kind ``buyer``; a closed one sells nothing."""
    Warehouse.objects.update_or_create(
        supplier=supplier,
        defaults={"is_active": is_open},
        create_defaults={
            "code": f"buyer-{supplier.code.lower()}"[:50], "name": supplier.name, "is_active": is_open,
            "kind": Warehouse.Kind.BUYER, "country": supplier.country,
        },
    )  # fmt: skip

"""Blocked units are destroyed or given away: they no longer lie there."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Lot
from entrepot.apps.inventory.services._booking import Move, book, lock_levels
from entrepot.kit.errors import invalid


@transaction.atomic
def scrap_stock(*, lot: Lot, quantity: int, reason: str, by: str) -> None:
    """Write off blocked units. Raises ``Refused`` 422 for more than are blocked, or without a reason."""
    if not reason.strip():
        raise invalid("reason", _("Say why."))
    lock_levels([lot.level_id])
    blocked = Lot.objects.get(pk=lot.pk).blocked
    if not 1 <= quantity <= blocked:
        raise invalid("quantity", _("Enter between 1 and %(most)d pieces.") % {"most": blocked})
    book([Move(lot.level_id, lot.pk, 0, -quantity)], kind="scrap", reference=reason.strip()[:80], by=by)

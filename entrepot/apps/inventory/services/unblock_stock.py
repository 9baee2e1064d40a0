"""Blocked units turn out to be fine."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Lot
from entrepot.apps.inventory.services._booking import Move, book, lock_levels
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def unblock_stock(*, lot: Lot, quantity: int, reason: str, by: str) -> None:
    """Move blocked units back on hand. Raises ``Refused``: 422 for more than are blocked, ``expired`` for a
    lot whose last day has passed.
    """
    lock_levels([lot.level_id])
    row = Lot.objects.get(pk=lot.pk)
    if not 1 <= quantity <= row.blocked:
        raise invalid("quantity", _("Enter between 1 and %(most)d pieces.") % {"most": row.blocked})
    if row.expires_on is not None and row.expires_on < timezone.now().date():
        raise Refused(_("The lot has expired; it can only be scrapped."), code="expired")
    move = Move(lot.level_id, lot.pk, quantity, -quantity)
    book([move], kind="block", reference=reason.strip()[:80], by=by)

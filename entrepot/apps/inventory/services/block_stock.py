"""Units of a lot may not leave any more: damaged, recalled, in dispute."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Lot, StockLevel
from entrepot.apps.inventory.services._booking import Move, book, lock_levels
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def block_stock(*, lot: Lot, quantity: int, reason: str, by: str) -> None:
    """Move units from on hand to blocked, with a movement that says why.

    Raises ``Refused``: 422 for more than the lot has on hand or no reason, ``promised`` when fewer than
    these are free of promises to buyers.
    """
    if not reason.strip():
        raise invalid("reason", _("Say why."))
    lock_levels([lot.level_id])
    there = Lot.objects.get(pk=lot.pk).quantity
    if not 1 <= quantity <= there:
        raise invalid("quantity", _("Enter between 1 and %(most)d pieces.") % {"most": there})
    free = StockLevel.objects.get(pk=lot.level_id).available
    if quantity > free:
        message = _("Only %(free)d pieces are not promised to buyers. Release or re-source an order first.")
        raise Refused(message % {"free": free}, code="promised")
    move = Move(lot.level_id, lot.pk, -quantity, quantity)
    book([move], kind="block", reference=reason.strip()[:80], by=by)

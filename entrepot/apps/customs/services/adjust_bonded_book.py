"""The book is brought to what was counted, with the reason that customs may ask for."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.customs.models import BondedEntry, BondedItem
from entrepot.apps.customs.services._bonded import book_change
from entrepot.apps.customs.services.reconcile_bonded_book import reconcile_bonded_book
from entrepot.apps.customs.services.resume_bonded import resume_bonded
from entrepot.kit.errors import invalid


@transaction.atomic
def adjust_bonded_book(*, item: BondedItem, quantity: int, reason: str, key: str, by: str) -> BondedItem:
    """Change the balance by ``quantity`` (signed). The same ``key`` counts once.

    The book is reconciled again and parcels that waited go on. Raises ``Refused``: 422 without a reason or a
    quantity, ``bonded_book_short`` when the balance would fall below zero.
    """
    if not reason.strip():
        raise invalid("reason", _("Say why the book changes; customs may ask."))
    if quantity == 0:
        raise invalid("quantity", _("Enter by how many units the book changes, other than zero."))
    book = item.book
    book_change(
        warehouse=book.warehouse, units={item.variant_id: quantity}, kind=BondedEntry.Kind.ADJUST,
        key=f"adjust:{key}", reason=reason.strip()[:200], by=by,
    )  # fmt: skip
    reconcile_bonded_book(book=book, now=timezone.now())
    resume_bonded(book=book, by=by)
    item.refresh_from_db()
    return item

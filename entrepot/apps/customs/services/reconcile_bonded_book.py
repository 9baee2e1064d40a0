"""Book against shelf: every difference that nothing explains is a case."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from entrepot.apps.customs.models import BondedBook
from entrepot.apps.customs.queries.bonded import DIFFERENCE, BookLine, book_lines
from entrepot.apps.orders.services.keep_cases import keep_cases

EXPLAIN_WITHIN: Final = timedelta(days=2)


@transaction.atomic
def reconcile_bonded_book(*, book: BondedBook, now: datetime) -> list[BookLine]:
    """The lines of the book as they stand; opens, updates and resolves the cases of their differences."""
    BondedBook.objects.select_for_update().get(pk=book.pk)
    lines = book_lines(book)
    keep_cases(
        kind=DIFFERENCE, within=f"{book.number}:", due_at=now + EXPLAIN_WITHIN,
        matters={f"{book.number}:{line.item.variant.sku}": _facts(book, line)
                 for line in lines if line.difference},
        resolution="the book agrees with the shelf again",
    )  # fmt: skip
    return lines


def _facts(book: BondedBook, line: BookLine) -> dict[str, Any]:
    return {
        "book": book.number, "sku": line.item.variant.sku, "difference": f"{line.difference:+d}",
        "physical": line.physical, "balance": line.balance, "released": line.released,
        "not_entered": line.not_entered, "counted": line.counted,
    }  # fmt: skip

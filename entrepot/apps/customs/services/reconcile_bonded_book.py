"""Book against shelf: every difference that nothing explains is a case."""

from datetime import datetime, timedelta

from django.db import transaction

from entrepot.apps.customs.models import BondedBook, BondedDifference
from entrepot.apps.customs.queries.bonded import BookLine, book_lines

EXPLAIN_WITHIN = timedelta(days=2)


@transaction.atomic
def reconcile_bonded_book(*, book: BondedBook, now: datetime) -> list[BookLine]:
    """The lines of the book as they stand; opens, updates and resolves the cases of their differences."""
    BondedBook.objects.select_for_update().get(pk=book.pk)
    lines = book_lines(book)
    for line in lines:
        _settle(line, now)
    return lines


def _settle(line: BookLine, now: datetime) -> None:
    case = BondedDifference.objects.filter(item=line.item, resolved_at=None).first()
    if line.difference == 0:
        if case is not None:
            case.resolved_at, case.resolution = now, "the book agrees with the shelf again"
            case.save(update_fields=["resolved_at", "resolution"])
        return
    facts = {
        "physical": line.physical, "balance": line.balance, "released": line.released,
        "not_entered": line.not_entered, "counted": line.counted,
    }  # fmt: skip
    if case is None:
        case = BondedDifference(item=line.item, found_at=now, due_at=now + EXPLAIN_WITHIN)
    case.quantity, case.facts = line.difference, facts
    case.save()

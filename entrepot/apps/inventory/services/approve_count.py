"""The books follow the shelves, once somebody has looked at the differences."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Lot, StockCount, StockCountLine, StockLevel
from entrepot.apps.inventory.services._booking import Move, book, lock_levels
from entrepot.domain.lifecycles import STOCK_COUNT
from entrepot.kit.errors import Refused
from entrepot.kit.transitions import transition


@transaction.atomic
def approve_count(*, count: StockCount, by: str) -> int:
    """Book every difference of the sheet as a movement of its lot; returns how many lots changed.

    Lines that nobody counted change nothing. Raises ``Refused`` and books nothing: ``recount_open`` while a
    large difference waits for its second count, ``counted_below_reserved`` when less than is promised would
    be left of an article, ``moved_since`` when more left since the count than was found.
    """
    sheet = transition(count, STOCK_COUNT, to="approved", by=by, approved_at=timezone.now())
    lines = list(sheet.lines.select_related("lot__level__variant").order_by("lot__level_id", "lot_id"))
    open_ones = [line.lot.level.variant.sku for line in lines if line.needs_recount]
    if open_ones:
        message = _("Count %(skus)s once more; the difference is large.") % {"skus": ", ".join(open_ones)}
        raise Refused(message, code="recount_open")
    changed = [line for line in lines if line.difference]
    lock_levels({line.lot.level_id for line in changed})
    moves = [_move(line) for line in changed]
    _require(moves)
    if moves:
        book(moves, kind="count", reference=f"count:{sheet.number}", by=by)
    return len(moves)


def _move(line: StockCountLine) -> Move:
    """What is missing is missing from the units on hand first, then from the blocked ones."""
    lot = Lot.objects.get(pk=line.lot_id)
    difference = line.difference or 0
    if difference > 0:
        return Move(lot.level_id, lot.pk, quantity=difference, found=difference)
    if lot.units + difference < 0:
        message = _("More of %(sku)s has left since it was counted. Count it once more.")
        raise Refused(message % {"sku": line.lot.level.variant.sku}, code="moved_since")
    from_hand = max(difference, -lot.quantity)
    return Move(lot.level_id, lot.pk, quantity=from_hand, blocked=difference - from_hand)


def _require(moves: list[Move]) -> None:
    change = Counter[int]()
    for move in moves:
        change[move.level_id] += move.quantity
    levels = StockLevel.objects.select_related("variant").in_bulk(change)
    short = [row.variant.sku for pk, row in levels.items() if row.on_hand + change[pk] < row.reserved]
    if short:
        message = _("Less of %(skus)s would be left than is promised. Cancel or re-source an order first.")
        raise Refused(message % {"skus": ", ".join(sorted(short))}, code="counted_below_reserved")

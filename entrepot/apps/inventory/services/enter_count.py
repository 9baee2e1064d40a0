"""Somebody stands before the shelf and says what is there."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Lot, StockCount, StockCountLine
from entrepot.apps.inventory.services._booking import lock_levels
from entrepot.domain.inventory.counting import is_large
from entrepot.domain.lifecycles import STOCK_COUNT
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def enter_count(*, count: StockCount, counted: Mapping[int, int], by: str) -> list[StockCountLine]:
    """Write down ``counted`` (line id -> pieces); returns the lines that must be counted once more.

    What the books say is noted at the same moment, so that sales between count and approval are not taken
    for losses. A large difference is believed only when a second count finds it again. Raises ``Refused``
    (``count_closed``) once the sheet is approved or cancelled, and 422 for a negative figure.
    """
    sheet = StockCount.objects.select_for_update(of=("self",)).get(pk=count.pk)
    if STOCK_COUNT.is_final(sheet.status):
        raise Refused(_("The sheet is closed; open another one."), code="count_closed")
    if any(pieces < 0 for pieces in counted.values()):
        raise invalid("counted", _("The count cannot be negative."))
    lines = list(
        sheet.lines.select_related("lot__level__variant")
        .filter(pk__in=counted)
        .order_by("lot__level_id", "lot_id")
    )
    lock_levels({line.lot.level_id for line in lines})
    lots = Lot.objects.in_bulk([line.lot_id for line in lines])
    now = timezone.now()
    for line in lines:
        before = line.difference
        line.expected, line.counted = lots[line.lot_id].units, counted[line.pk]
        difference = line.counted - line.expected
        line.needs_recount = is_large(difference, line.expected) and difference != before
        line.counted_by, line.counted_at = by, now
    StockCountLine.objects.bulk_update(
        lines, ["expected", "counted", "needs_recount", "counted_by", "counted_at"]
    )
    return [line for line in lines if line.needs_recount]

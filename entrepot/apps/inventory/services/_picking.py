"""Which lots units leave from, for levels that are locked."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Lot
from entrepot.apps.inventory.services._booking import Move
from entrepot.domain.inventory.fefo import LotOnHand, TooLittleLife, good_until, pick_fefo
from entrepot.kit.errors import Refused


def pick_lots(quantities: Mapping[int, int], *, arrives_on: date | None = None) -> list[Move]:
    """Outgoing moves for ``quantities`` (level id -> units), first expired first out; one statement.

    With ``arrives_on`` only lots go that then have the variant's minimum life; without, every lot may.
    Raises ``Refused`` (``too_little_life``) naming the article and how many units would do.
    """
    lots: dict[int, list[Lot]] = defaultdict(list)
    rows = Lot.objects.filter(level_id__in=quantities, quantity__gt=0)
    for lot in rows.select_related("level__variant__minimum_life", "level__warehouse"):
        lots[lot.level_id].append(lot)
    moves = []
    for level_id, quantity in sorted(quantities.items()):
        there = [LotOnHand(lot.pk, lot.quantity, lot.expires_on, lot.received_at) for lot in lots[level_id]]
        until = _good_until(lots[level_id], arrives_on)
        try:
            picks = pick_fefo(there, quantity, good_until=until)
        except TooLittleLife as too_old:
            raise _too_old(lots[level_id], too_old, until) from too_old
        moves += [Move(level_id, pick.lot_id, -pick.quantity) for pick in picks]
    return moves


def _good_until(lots: list[Lot], arrives_on: date | None) -> date:
    if arrives_on is None:
        return date.min
    rule = getattr(lots[0].level.variant, "minimum_life", None) if lots else None
    return good_until(arrives_on, rule.days_at_delivery if rule else 0)


def _too_old(lots: list[Lot], too_old: TooLittleLife, until: date) -> Refused:
    level = lots[0].level if lots else None
    message = _(
        "Of %(sku)s in %(warehouse)s %(found)d of %(wanted)d units last until %(until)s. Send the order from "
        "another warehouse, or change the minimum life of the article."
    ) % {
        "sku": level.variant.sku if level else "", "warehouse": level.warehouse if level else "",
        "found": too_old.found, "wanted": too_old.wanted, "until": until,
    }  # fmt: skip
    return Refused(message, code="too_little_life")

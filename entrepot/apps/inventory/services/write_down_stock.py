"""An operator approves that lots are worth less than they cost."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.inventory.events import StockWrittenDown
from entrepot.apps.inventory.models import Lot, WriteDown
from entrepot.apps.inventory.queries.write_downs import suggested_write_downs
from entrepot.apps.inventory.services._booking import lock_levels
from entrepot.kit import outbox
from entrepot.kit.errors import invalid


@transaction.atomic
def write_down_stock(*, lot_ids: Collection[int], by: str, at: datetime) -> list[WriteDown]:
    """Write ``lot_ids`` down by what the rules of the day suggest for them now; event ``StockWrittenDown`` of
    each warehouse, from which the books are written.

    Raises ``Refused`` 422 when the rules ask nothing of any of them (any more).
    """
    lots = Lot.objects.filter(pk__in=lot_ids)
    lock_levels(list(lots.values_list("level_id", flat=True)))
    asked = suggested_write_downs(on=at.date(), lots=lots)
    if not asked:
        raise invalid("lots", _("Choose lots that the rules ask to write down."))
    done = WriteDown.objects.bulk_create(
        WriteDown(
            lot=each.lot, units=each.units, amount=each.amount.amount, currency=each.amount.currency,
            basis=each.rule.basis.value, days=each.rule.days, share=each.rule.share, by=by, at=at,
        )
        for each in asked
    )  # fmt: skip
    outbox.record(*(StockWrittenDown(pk) for pk in sorted({each.lot.level.warehouse_id for each in asked})))
    return done

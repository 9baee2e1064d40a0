"""A count sheet for a warehouse."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Lot, StockCount, StockCountLine, Warehouse
from entrepot.kit.errors import invalid


@transaction.atomic
def open_count(*, warehouse: Warehouse, skus: Collection[str], is_blind: bool, by: str) -> StockCount:
    """A sheet of all lots that lie there, or of those of the articles ``skus``.

    Raises ``Refused`` 422 for a supplier's warehouse, an article that has no lot there, or an empty sheet.
    """
    if not warehouse.is_ours:
        raise invalid("warehouse", _("A supplier keeps its own stock; choose a warehouse of ours."))
    lots = Lot.objects.filter(Q(quantity__gt=0) | Q(blocked__gt=0), level__warehouse=warehouse)
    if skus:
        lots = lots.filter(level__variant__sku__in=skus)
        unknown = set(skus) - set(lots.values_list("level__variant__sku", flat=True))
        if unknown:
            message = _("Nothing of %(skus)s lies there.") % {"skus": ", ".join(sorted(unknown))}
            raise invalid("skus", message)
    count = StockCount.objects.create(warehouse=warehouse, is_blind=is_blind, created_by=by)
    lines = StockCountLine.objects.bulk_create(
        StockCountLine(count=count, lot=lot)
        for lot in lots.order_by("level__variant__sku", "expires_on", "id")
    )
    if not lines:
        raise invalid("warehouse", _("Nothing lies there to be counted."))
    return count

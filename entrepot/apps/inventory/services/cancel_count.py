"""A sheet that nobody will use."""

from django.db import transaction

from entrepot.apps.inventory.models import StockCount
from entrepot.domain.lifecycles import STOCK_COUNT
from entrepot.kit.transitions import transition


@transaction.atomic
def cancel_count(*, count: StockCount, by: str) -> StockCount:
    """Close the sheet without booking anything."""
    return transition(count, STOCK_COUNT, to="cancelled", by=by)

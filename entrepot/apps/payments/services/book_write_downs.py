"""What stock was written down by stands in the books as long as the stock lies there."""

from django.db import transaction
from django.utils import timezone

from entrepot.apps.inventory.models import Warehouse, WriteDown
from entrepot.apps.inventory.queries.write_downs import standing_write_down
from entrepot.apps.payments.models import JournalEntry
from entrepot.apps.payments.services._series import book_up_to
from entrepot.domain.money import Money


@transaction.atomic
def book_write_downs(*, warehouse_id: int) -> int:
    """Book what the allowance for a warehouse's stock has grown by, or fallen by as written-down units left.

    Returns how many entries were written, at most one a currency; done again, none.
    """
    warehouse = Warehouse.objects.select_for_update(no_key=True).get(pk=warehouse_id)
    standing: dict[str, Money] = {}
    for row in WriteDown.objects.filter(lot__level__warehouse=warehouse).select_related("lot"):
        left = standing_write_down([row], row.lot.units, row.currency)
        standing[row.currency] = standing.get(row.currency, Money.zero(row.currency)) + left
    return sum(_book(warehouse, target) for _currency, target in sorted(standing.items()))


def _book(warehouse: Warehouse, target: Money) -> bool:
    series = f"write_downs:{warehouse.code}:{target.currency}"
    written = JournalEntry.objects.filter(key__startswith=f"{series}:").count()
    return book_up_to(
        series=series, entry=str(written + 1), kind="write_down", debit="write_downs",
        credit="stock_allowance", target=target, at=timezone.now(), memo=warehouse.code,
    )  # fmt: skip

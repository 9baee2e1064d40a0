"""What a warehouse charges for storage is booked as its days are charged."""

from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from entrepot.apps.inventory.models import StorageFee, Warehouse
from entrepot.apps.payments.services._series import book_up_to
from entrepot.domain.money import Money


@transaction.atomic
def book_storage(*, warehouse_id: int, until: date) -> int:
    """Book the storage of a warehouse for all days ``until`` one that is not booked yet, an entry a currency.

    Returns how many entries were written; done again, none. What is booked is the rounded sum of all days.
    """
    warehouse = Warehouse.objects.select_for_update(no_key=True).get(pk=warehouse_id)
    fees = StorageFee.objects.filter(lot__level__warehouse=warehouse, day__lte=until)
    sums = fees.order_by("currency").values_list("currency").annotate(charged=Sum("amount"))
    return sum(
        book_up_to(
            series=f"storage:{warehouse.code}:{currency}", entry=until.isoformat(), kind="storage",
            debit="storage_costs", credit="storage_payable", target=Money(charged, currency),
            at=timezone.now(), memo=f"{warehouse.code} {until.isoformat()}",
        )
        for currency, charged in sums
    )  # fmt: skip

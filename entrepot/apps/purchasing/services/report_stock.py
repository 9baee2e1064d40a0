"""A supplier says how much it has; where that is less than was promised to buyers, the operator is told."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from entrepot.apps.catalog.models import Variant
from entrepot.apps.inventory.models import Reservation
from entrepot.apps.inventory.services.sync_supplier_stock import (
    PromisedTooMuch,
    SyncResult,
    sync_supplier_stock,
)
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.suppliers.models import Supplier

DECIDE_WITHIN = timedelta(hours=8)


@transaction.atomic
def report_stock(*, supplier: Supplier, quantities: Mapping[int, int], at: datetime, by: str) -> SyncResult:
    """Take over ``quantities`` (variant id -> units) as of ``at``.

    For units promised beyond that, the newest orders that hold them get the case ``stock_promised_too_much``.
    Raises ``Refused`` as ``sync_supplier_stock`` does.
    """
    result = sync_supplier_stock(supplier=supplier, quantities=quantities, at=at, by=by)
    skus = dict(
        Variant.objects.filter(pk__in=[one.variant_id for one in result.short]).values_list("pk", "sku")
    )
    for short in result.short:
        for order in _orders_to_doubt(supplier, short):
            open_case(
                order=order, kind="stock_promised_too_much", due_at=at + DECIDE_WITHIN,
                reference=f"{supplier.code}:{skus[short.variant_id]}"[:80],
                facts={
                    "skus": [skus[short.variant_id]], "supplier": supplier.code,
                    "reported": short.reported, "promised": short.promised,
                },
            )  # fmt: skip
    return result


def _orders_to_doubt(supplier: Supplier, short: PromisedTooMuch) -> list[Order]:
    """The newest orders whose reservations together cover what is missing; the earliest are served first."""
    missing = short.promised - short.reported
    held = Reservation.objects.filter(
        level__warehouse__supplier=supplier, level__variant_id=short.variant_id,
        status__in=["held", "committed"],
    ).order_by("-created_at", "-pk")  # fmt: skip
    numbers = []
    for reference, quantity in held.values_list("reference", "quantity"):
        if missing <= 0:
            break
        numbers.append(reference.partition(":")[2])
        missing -= quantity
    return list(Order.objects.filter(number__in=numbers))

"""What waits to be picked and may still come from elsewhere."""

from datetime import date

from django.db.models import QuerySet

from entrepot.apps.orders.models import Consignment

# So many are planned together at most: the oldest promises first.
LARGEST_WAVE = 400


def waiting_consignments(warehouse: str = "", promised_by: date | None = None) -> QuerySet[Consignment]:
    """Consignments of ours that are paid for and that nobody has begun to pick, the first promised first; of
    one ``warehouse``, or those promised by a day."""
    rows = Consignment.objects.filter(
        order__status__in=["confirmed", "in_fulfilment"], progress="waiting", supplier=""
    ).exclude(shipments__status__in=["picking", "packed", "dispatched", "delivered", "returned"])
    if warehouse:
        rows = rows.filter(warehouse=warehouse)
    if promised_by is not None:
        rows = rows.filter(promised_to__lte=promised_by)
    return rows.select_related("order").prefetch_related("lines", "charges").order_by("promised_to", "pk")

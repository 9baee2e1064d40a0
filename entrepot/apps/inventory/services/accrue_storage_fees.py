"""Another day in the warehouse: what each lot owes for it."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from entrepot.apps.inventory.events import StorageCharged
from entrepot.apps.inventory.models import StorageFee, StorageTariff, Warehouse
from entrepot.domain.inventory.storage_fees import StorageTariff as Rates
from entrepot.domain.inventory.storage_fees import unit_volume_mm3
from entrepot.kit import outbox

BATCH = 4000
MOST_DAYS = 92
LYING = """
select lot.id, lot.received_at, variant.length_mm, variant.width_mm, variant.height_mm,
       variant.gross_weight_g, sum(movement.quantity + movement.blocked)::int as units
from inventory_stocklevel level
join inventory_lot lot on lot.level_id = level.id
join catalog_variant variant on variant.id = level.variant_id
join inventory_stockmovement movement on movement.lot_id = lot.id and movement.at < %(end)s
where level.warehouse_id = %(warehouse)s and lot.received_at < %(end)s
group by lot.id, variant.id having sum(movement.quantity + movement.blocked) > 0
"""


def accrue_storage_fees(*, now: datetime) -> int:
    """Charge every whole day since the last one charged, in each warehouse's own time zone.

    Returns how many fees were written. A day is charged once a lot, however often this runs; at most the
    last 92 days are caught up. Each warehouse is a transaction of its own, with the event ``StorageCharged``.
    """
    warehouses = Warehouse.objects.filter(storage_tariffs__isnull=False).distinct()
    return sum(_catch_up(warehouse, now) for warehouse in warehouses.order_by("pk"))


@transaction.atomic
def _catch_up(warehouse: Warehouse, now: datetime) -> int:
    # Two workers at once: the second waits here and then finds the days charged.
    Warehouse.objects.select_for_update(no_key=True).get(pk=warehouse.pk)
    yesterday = now.astimezone(ZoneInfo(warehouse.timezone)).date() - timedelta(days=1)
    tariffs = list(warehouse.storage_tariffs.prefetch_related("tiers"))
    fees = StorageFee.objects.filter(lot__level__warehouse=warehouse)
    last = fees.aggregate(last=Max("day"))["last"]
    began = min(tariff.valid.lower for tariff in tariffs)
    first = max(began, yesterday - timedelta(days=MOST_DAYS - 1), last + timedelta(days=1) if last else began)
    days = (first + timedelta(days=number) for number in range((yesterday - first).days + 1))
    charged = sum(_charge(warehouse, day, rates) for day in days for rates in _in_force(tariffs, day))
    if charged:
        outbox.record(StorageCharged(warehouse.pk, yesterday.isoformat()))
    return charged


def _in_force(tariffs: Iterable[StorageTariff], day: date) -> list[Rates]:
    return [tariff.rates() for tariff in tariffs if day in tariff.valid]


def _charge(warehouse: Warehouse, day: date, rates: Rates) -> int:
    """Units as they lay there at the end of the day, told by the movements until then."""
    zone = ZoneInfo(warehouse.timezone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    with connection.cursor() as cursor:
        cursor.execute(LYING, {"warehouse": warehouse.pk, "end": end})
        rows = cursor.fetchall()
    fees = []
    for lot_id, received_at, length, width, height, weight_g, units in rows:
        volume = unit_volume_mm3((length, width, height), weight_g)
        age = (day - timezone.localtime(received_at, zone).date()).days
        fee = rates.fee(units=units, unit_volume_mm3=volume, age_days=age)
        fees.append(
            StorageFee(
                lot_id=lot_id, day=day, units=units, volume_mm3=units * volume, age_days=age,
                amount=fee.amount, currency=fee.currency,
            )
        )  # fmt: skip
    StorageFee.objects.bulk_create(fees, batch_size=BATCH, ignore_conflicts=True)
    return len(fees)

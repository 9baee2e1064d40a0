"""What waits to be handed to carriers, by warehouse and carrier, and until when today."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from entrepot.apps.fulfilment.models import Parcel, ParcelNumber
from entrepot.apps.fulfilment.queries.pick_ups import COUNTER
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.lanes.queries import lane_book
from entrepot.domain.tracking.statuses import TrackingStatus

UNSCANNED: Final = (TrackingStatus.PENDING, TrackingStatus.INFO_RECEIVED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Parcels of a warehouse with a number of ``carrier`` and on no manifest; ``cut_off`` is the earliest of
    its lanes today, in the place's own time, if they have one."""

    warehouse: Warehouse
    carrier: str
    parcels: int
    weight_g: int
    cut_off: datetime | None


def waiting_parcels(warehouse: Warehouse, carrier: str) -> QuerySet[Parcel]:
    """Those that the next manifest of ``carrier`` takes."""
    return _waiting().filter(shipment__warehouse=warehouse, carrier=carrier)


def waiting_by_carrier() -> list[Waiting]:
    """Every warehouse and carrier with waiting parcels."""
    sums = (
        _waiting().values("shipment__warehouse", "carrier").annotate(count=Count("pk"), grams=Sum("weight_g"))
    )
    places = {place.pk: place for place in Warehouse.objects.all()}
    return [
        Waiting(
            places[row["shipment__warehouse"]], row["carrier"], row["count"], row["grams"],
            cut_off_today(places[row["shipment__warehouse"]], row["carrier"]),
        )
        for row in sums.order_by("shipment__warehouse", "carrier")
    ]  # fmt: skip


def _waiting() -> QuerySet[Parcel]:
    """Packed by us, booked, on no manifest, and in the house or gone within a day but scanned by nobody yet.

    What buyers collect at a counter and what flies in bags is handed to no driver.
    """
    rows = Parcel.objects.filter(manifest=None, booked_at__isnull=False, bag=None).exclude(tracking_number="")
    bagged = ParcelNumber.objects.filter(role=ParcelNumber.Role.PROVISIONAL)
    rows = rows.exclude(carrier=COUNTER).exclude(pk__in=bagged.values("parcel"))
    lately = timezone.now() - timedelta(days=1)
    leaving = Q(
        shipment__status="dispatched", shipment__dispatched_at__gte=lately, tracking_status__in=UNSCANNED
    )
    here = Q(shipment__status="packed") | leaving
    return rows.filter(here, shipment__consignment__supplier="")


def cut_off_today(warehouse: Warehouse, carrier: str) -> datetime | None:
    """The earliest cut-off today of ``carrier``'s lanes from the warehouse's country, if they have one."""
    zone = ZoneInfo(warehouse.timezone)
    today = timezone.now().astimezone(zone).date()
    found: list[time] = [
        lane.schedule.cut_off
        for lane in lane_book(today).lanes
        if lane.origin == warehouse.country and lane.carrier == carrier and lane.schedule.cut_off
    ]
    return datetime.combine(today, min(found), zone) if found else None

"""Number pools of test ranges, and flights that the demo's collected goods can take."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from typing import Final

from django.utils import timezone

from entrepot.apps.fulfilment.models import MasterWaybill
from entrepot.apps.fulfilment.services.open_waybill import Booked, open_waybill
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.lanes.models import NumberPool
from entrepot.apps.lanes.services.save_pool import save_pool

NUMBERS: Final = ("digits", "next_serial", "last_serial", "low_water", "reuse_after_days")
# Origin, hub, flight, days until it departs.
FLIGHTS: Final = (
    ("CN-SZX", "FR-LIL", "ZZ 701", 2), ("CN-SZX", "GB-CVT", "ZZ 703", 2), ("CN-SZX", "FR-LIL", "ZZ 705", 4),
    ("CN-SZX", "US-EWR", "ZZ 707", 3), ("CN-SZX", "AU-SYD", "ZZ 709", 3), ("FR-LIL", "CN-SZX", "ZZ 702", 2),
    ("AU-SYD", "CN-SZX", "ZZ 710", 3),
)  # fmt: skip
BOOKED_G: Final = 300_000


def load_number_pools() -> int:
    """Returns how many pools are new; one that exists goes on where it is."""
    known = set(NumberPool.objects.values_list("code", flat=True))
    return len([save_pool(pool=pool) for pool in _pools() if pool.code not in known])


def load_flights() -> int:
    """Open waybills for the coming days, in a shop that never had any; returns how many."""
    if MasterWaybill.objects.exists():
        return 0
    houses = {warehouse.code: warehouse for warehouse in Warehouse.objects.all()}
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    for origin, hub, flight, days in FLIGHTS:
        departs_at = now + timedelta(days=days)
        open_waybill(
            booked=Booked(
                origin=houses[origin], hub=houses[hub], flight=flight, airline="testair",
                max_weight_g=BOOKED_G, cut_off=departs_at - timedelta(hours=5), departs_at=departs_at,
                arrives_at=departs_at + timedelta(hours=14),
            )
        )  # fmt: skip
    return len(FLIGHTS)


def _pools() -> Iterator[NumberPool]:
    text = (files("entrepot.demo") / "number_pools.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        numbers = {name: int(row[name]) if row[name] else None for name in NUMBERS}
        yield NumberPool(**{**row, **numbers})

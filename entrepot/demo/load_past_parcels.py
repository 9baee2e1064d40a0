"""Invented parcels of the last months, so that windows and scorecards show from the first day.

They are no orders: only how long each was in each leg. The same lanes give the same hours.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from entrepot.apps.fulfilment.services.import_leg_times import PastParcel, import_leg_times
from entrepot.apps.fulfilment.services.score_lanes import score_lanes
from entrepot.apps.lanes.models import Lane

SOURCE = "demo"
A_LANE = 60
MONTHS = timedelta(days=120)
HOUR = timedelta(hours=1)
HOURS_A_DAY = 24
# The share of the way's hours in each leg, and how much it varies from parcel to parcel.
ABROAD = {
    "first_mile": (0.15, 0.3),
    "line_haul": (0.45, 0.25),
    "customs": (0.2, 0.7),
    "last_mile": (0.2, 0.3),
}
AT_HOME = {"first_mile": (0.4, 0.3), "last_mile": (0.6, 0.3)}
# Of a thousand parcels: lost on the way.
LOST = 8


def load_past_parcels() -> int:
    """Import them anew for every lane in use, score the lanes, and return how many legs that makes."""
    lanes = (
        Lane.objects.filter(is_active=True, is_replenishment=False).select_related("mode").order_by("code")
    )
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    count = import_leg_times(
        source=SOURCE, parcels=(parcel for lane in lanes for parcel in _parcels(lane, now))
    )
    score_lanes(now=timezone.now())
    return count


def _parcels(lane: Lane, now: datetime) -> Iterator[PastParcel]:
    chance = Random(lane.code)
    usual = (lane.min_days + lane.max_days) * HOURS_A_DAY / 2 * 0.95
    legs = AT_HOME if set(lane.destinations) == {lane.origin_country} else ABROAD
    for number in range(A_LANE):
        sent = now - MONTHS + (MONTHS - timedelta(days=lane.max_days * 2)) * number / A_LANE
        hours = [
            max(round(usual * share * chance.lognormvariate(0, spread)), 1) for share, spread in legs.values()
        ]
        entered = [sent + sum(hours[:place]) * HOUR for place in range(len(hours))]
        came = chance.randrange(1000) >= LOST
        yield PastParcel(
            name=f"{lane.code}:{number}",
            carrier=lane.carrier,
            mode=lane.mode.code,
            lane=lane.code,
            legs=list(zip(legs, entered, strict=True)),
            silent_hours=[round(stay * chance.uniform(0.5, 0.9)) for stay in hours],
            delivered_at=sent + sum(hours) * HOUR if came else None,
        )

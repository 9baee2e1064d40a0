"""Notice parcels that are silent for too long and those that will not leave customs in time."""

from datetime import datetime, timedelta
from typing import Final

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.leg_history import leg_history
from entrepot.apps.orders.services.open_case import open_case
from entrepot.domain.tracking.legs import LegStay, leg_stays
from entrepot.domain.tracking.watch import Verdict, is_stalled, silence_limit, stage_outlook

HOUR: Final = timedelta(hours=1)
ACT_WITHIN: Final = timedelta(hours=24)
STALLED, CLEARANCE_LATE = "parcel_stalled", "clearance_late"
AT_ONCE: Final = 500


def watch_parcels(*, now: datetime) -> int:
    """Open the case ``parcel_stalled`` or ``clearance_late`` of each parcel on its way that needs it.

    Returns how many parcels are in trouble. A second look at the same trouble changes nothing; news of the
    parcel resolves the cases (``record_tracking``).
    """
    on_the_way = (
        Parcel.objects.filter(shipment__status="dispatched", shipment__dispatched_at__isnull=False)
        .exclude(tracking_status__in=["delivered", "expired"])
        .select_related("shipment__consignment__order")
        .prefetch_related("events")
        .order_by("pk")
    )
    return sum(_watch(parcel, now) for parcel in on_the_way.iterator(chunk_size=AT_ONCE))


def _watch(parcel: Parcel, now: datetime) -> bool:
    dispatched_at = parcel.shipment.dispatched_at or now
    stay = leg_stays(parcel.events.all(), dispatched_at=dispatched_at)[-1]
    last_news = max(parcel.last_event_at or dispatched_at, dispatched_at)
    is_silent = _mind_silence(parcel, stay, last_news, now)
    return _mind_clearance(parcel, stay, now) or is_silent


def _mind_silence(parcel: Parcel, stay: LegStay, last_news: datetime, now: datetime) -> bool:
    consignment = parcel.shipment.consignment
    silences = leg_history(consignment.mode).silences.get((consignment.lane, stay.leg), [])
    limit = silence_limit(stay.leg, silences)
    if not is_stalled(status=parcel.tracking_status, last_news=last_news, now=now, limit=limit):
        return False
    facts = {
        "tracking_number": parcel.tracking_number, "hours": (now - last_news) // HOUR, "limit": limit // HOUR,
        "leg": str(stay.leg),
    }  # fmt: skip
    open_case(order=consignment.order, kind=STALLED, facts=facts, reference=f"parcel:{parcel.pk}",
              due_at=now + ACT_WITHIN)  # fmt: skip
    return True


def _mind_clearance(parcel: Parcel, stay: LegStay, now: datetime) -> bool:
    consignment = parcel.shipment.consignment
    before = leg_history(consignment.mode).of_lane(consignment.lane, stay.leg)
    outlook = stage_outlook(
        leg=stay.leg, entered_at=stay.entered_at, now=now, stays=[passage.stayed for passage in before]
    )
    if outlook is None or outlook.verdict != Verdict.WILL_BREAK:
        return False
    facts = {
        "tracking_number": parcel.tracking_number, "entered_at": stay.entered_at.isoformat(),
        "due_by": outlook.due_at.isoformat(),
    }  # fmt: skip
    open_case(order=consignment.order, kind=CLEARANCE_LATE, facts=facts, reference=f"parcel:{parcel.pk}",
              due_at=now + ACT_WITHIN)  # fmt: skip
    return True

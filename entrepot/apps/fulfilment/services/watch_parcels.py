"""Notice parcels that are silent for too long and those that will not leave customs in time."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.leg_clocks import stage_clock
from entrepot.apps.fulfilment.queries.leg_history import leg_history
from entrepot.apps.fulfilment.queries.number_chain import heard
from entrepot.apps.orders.models import Case
from entrepot.apps.orders.services.open_case import open_case
from entrepot.domain.tracking.legs import LegStay, leg_stays
from entrepot.domain.tracking.watch import Verdict, is_stalled, silence_limit

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
        .prefetch_related("events", "numbers")
        .order_by("pk")
    )
    known = Case.objects.filter(kind__in=[STALLED, CLEARANCE_LATE]).exclude(status="resolved")
    noted = set(known.values_list("kind", "reference"))
    in_trouble = 0
    for parcel in on_the_way.iterator(chunk_size=AT_ONCE):
        troubles = _troubles(parcel, now)
        in_trouble += bool(troubles)
        for kind, facts in troubles.items():
            _note(parcel, kind, facts, noted, now)
    return in_trouble


def _note(
    parcel: Parcel, kind: str, facts: Mapping[str, Any], noted: Collection[tuple[str, str]], now: datetime
) -> None:
    """Open the case; of one that is open already nothing is asked of the database."""
    reference = f"parcel:{parcel.pk}"
    if (kind, reference) not in noted:
        open_case(order=parcel.shipment.consignment.order, kind=kind, facts=facts, reference=reference,
                  due_at=now + ACT_WITHIN)  # fmt: skip


def _troubles(parcel: Parcel, now: datetime) -> dict[str, dict[str, Any]]:
    """The facts of each case that ``parcel`` needs, by kind."""
    dispatched_at = parcel.shipment.dispatched_at or now
    stay = leg_stays(heard(parcel), dispatched_at=dispatched_at)[-1]
    last_news = max(parcel.last_event_at or dispatched_at, dispatched_at)
    told = {STALLED: _silence(parcel, stay, last_news, now), CLEARANCE_LATE: _clearance(parcel, stay, now)}
    return {kind: facts for kind, facts in told.items() if facts}


def _silence(parcel: Parcel, stay: LegStay, last_news: datetime, now: datetime) -> dict[str, Any]:
    consignment = parcel.shipment.consignment
    silences = leg_history(consignment.mode).silences.get((consignment.lane, stay.leg), [])
    limit = silence_limit(stay.leg, silences)
    if not is_stalled(status=parcel.tracking_status, last_news=last_news, now=now, limit=limit):
        return {}
    return {
        "tracking_number": parcel.tracking_number, "hours": (now - last_news) // HOUR, "limit": limit // HOUR,
        "leg": str(stay.leg),
    }  # fmt: skip


def _clearance(parcel: Parcel, stay: LegStay, now: datetime) -> dict[str, Any]:
    consignment = parcel.shipment.consignment
    outlook = stage_clock(consignment, stay.leg, stay.entered_at, now)
    if outlook is None or outlook.verdict != Verdict.WILL_BREAK:
        return {}
    return {
        "tracking_number": parcel.tracking_number, "entered_at": stay.entered_at.isoformat(),
        "due_by": outlook.due_at.isoformat(),
    }  # fmt: skip

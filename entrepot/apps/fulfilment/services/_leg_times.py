"""Write down how long a parcel was in each leg, as its events now tell it."""

from collections.abc import Sequence
from datetime import datetime

from entrepot.apps.fulfilment.models import LegTime, Parcel
from entrepot.domain.tracking.derive import Event, whereabouts
from entrepot.domain.tracking.legs import leg_stays


def record_leg_times(parcel: Parcel, events: Sequence[Event], now: datetime) -> str:
    """Derive the legs of a locked, dispatched parcel anew from its events; the same ones change nothing.

    Returns the leg it is in; "" before the dispatch.
    """
    dispatched_at = parcel.shipment.dispatched_at
    if dispatched_at is None:
        return ""
    consignment = parcel.shipment.consignment
    delivered_at = whereabouts(events).delivered_at
    stays = leg_stays(events, dispatched_at=dispatched_at)
    parcel.leg_times.exclude(leg__in=[stay.leg for stay in stays]).delete()
    LegTime.objects.bulk_create(
        [
            LegTime(
                parcel=parcel, carrier=parcel.carrier, mode=consignment.mode, lane=consignment.lane,
                leg=stay.leg, entered_at=stay.entered_at, left_at=stay.left_at, delivered_at=delivered_at,
                silent_hours=stay.longest_silence(now),
            )
            for stay in stays
        ],
        update_conflicts=True,
        unique_fields=["parcel", "leg"],
        update_fields=["carrier", "mode", "lane", "entered_at", "left_at", "delivered_at", "silent_hours"],
    )  # fmt: skip
    return str(stays[-1].leg)

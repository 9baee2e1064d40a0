"""When the parcels of a consignment arrive, and whether the promise to the buyer will be kept."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.leg_history import leg_history
from entrepot.apps.orders.models import Consignment
from entrepot.domain.tracking.eta import Basis, Remaining, Span, remaining
from entrepot.domain.tracking.legs import leg_stays
from entrepot.domain.tracking.watch import Outlook, Verdict, promise_outlook

HOUR: Final = timedelta(hours=1)
HOURS_A_DAY: Final = 24
_WORST: Final = (Verdict.WILL_BREAK, Verdict.AT_RISK, Verdict.ON_TIME)
_WEAKEST: Final = (Basis.CONFIGURED, Basis.MODE, Basis.LANE)


@dataclass(frozen=True, slots=True)
class Arrival:
    """The window in which eight of ten such consignments are complete, what it rests on, and the promise."""

    first: date
    last: date
    basis: Basis
    samples: int
    verdict: Verdict

    @property
    def is_learnt(self) -> bool:
        """Whether it comes from parcels before, not from the days that the lane is set up with."""
        return self.basis != Basis.CONFIGURED


def arrival_of(consignment: Consignment, now: datetime) -> Arrival | None:
    """The window of what is under way; ``None`` before the dispatch and after delivery.

    Reads ``shipments``, their ``parcels`` and their ``events`` as fetched with the consignment; the history
    behind it is kept for ten minutes. Several parcels have one window: from the first to the last of them.
    """
    outlooks = [
        _outlook(consignment, shipment, parcel, now)
        for shipment in consignment.shipments.all()
        if shipment.status == "dispatched"
        for parcel in shipment.parcels.all()
        if parcel.tracking_status != "delivered"
    ]
    windows = [outlook.new_window for outlook in outlooks if outlook.new_window is not None]
    if not windows:
        return None
    return Arrival(
        first=min(window.earliest for window in windows).date(),
        last=max(window.latest for window in windows).date(),
        basis=min((window.basis for window in windows), key=_WEAKEST.index),
        samples=min(window.samples for window in windows),
        verdict=min((outlook.verdict for outlook in outlooks), key=_WORST.index),
    )


def _outlook(consignment: Consignment, shipment: Shipment, parcel: Parcel, now: datetime) -> Outlook:
    until = datetime.combine(consignment.promised_to, time.max, UTC)
    return promise_outlook(promised=until, now=now, left=_remaining(consignment, shipment, parcel, now))


def _remaining(consignment: Consignment, shipment: Shipment, parcel: Parcel, now: datetime) -> Remaining:
    dispatched_at = shipment.dispatched_at or now
    stay = leg_stays(parcel.events.all(), dispatched_at=dispatched_at)[-1]
    history = leg_history(consignment.mode)
    least, most = history.lane_days.get(consignment.lane) or _promised_days(consignment, dispatched_at)
    return remaining(
        lane=history.of_lane(consignment.lane, stay.leg),
        mode=history.of_mode(stay.leg),
        age=max((now - stay.entered_at) // HOUR, 0),
        configured=Span(least * HOURS_A_DAY, most * HOURS_A_DAY),
        since_dispatch=max((now - dispatched_at) // HOUR, 0),
    )


def _promised_days(consignment: Consignment, dispatched_at: datetime) -> tuple[int, int]:
    """Of a lane that is no more."""
    ends = (consignment.promised_from, consignment.promised_to)
    least, most = (max((day - dispatched_at.date()).days, 0) for day in ends)
    return least, most

"""When the parcels of a consignment arrive, and whether the promise to the buyer will be kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Final

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.leg_history import leg_history
from entrepot.apps.fulfilment.queries.number_chain import heard
from entrepot.apps.fulfilment.queries.way_ends import way_has_ended
from entrepot.apps.orders.models import Consignment
from entrepot.domain.tracking.eta import Basis, Remaining, Span
from entrepot.domain.tracking.legs import leg_stays
from entrepot.domain.tracking.statuses import TrackingLeg
from entrepot.domain.tracking.watch import Outlook, Verdict, promise_outlook
from entrepot.domain.tracking.working_time import CALENDAR_TIME

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
    chance_late: Decimal | None = field(default=None, compare=False)


def arrival_of(consignment: Consignment, now: datetime) -> Arrival | None:
    """The window of what is under way; ``None`` before the dispatch and after delivery.

    Reads ``shipments``, their ``parcels`` and their ``events`` and ``numbers`` as fetched with the
    consignment; the history behind it is kept for ten minutes. Several parcels have one window: from the
    first to the last of them.
    """
    return _arrival(_outlooks(consignment, now))


def arrival_if_sent_now(consignment: Consignment, now: datetime) -> Arrival | None:
    """Like ``arrival_of``, but what has not left yet counts as leaving ``now``: it cannot be sooner."""
    waiting = [shipment for shipment in consignment.shipments.all() if shipment.dispatched_at is None]
    none_yet = not consignment.shipments.all()
    outlooks = _outlooks(consignment, now)
    if waiting or none_yet:
        outlooks.append(_promise(consignment, now, _left(consignment, TrackingLeg.FIRST_MILE, now, now, now)))
    return _arrival(outlooks)


def _arrival(outlooks: Sequence[Outlook]) -> Arrival | None:
    windows = [outlook.new_window for outlook in outlooks if outlook.new_window is not None]
    if not windows:
        return None
    worst = min(outlooks, key=lambda outlook: (_WORST.index(outlook.verdict), -(outlook.chance_late or 0)))
    return Arrival(
        first=min(window.first_day for window in windows),
        last=max(window.last_day for window in windows),
        basis=min((window.basis for window in windows), key=_WEAKEST.index),
        samples=min(window.samples for window in windows),
        verdict=worst.verdict,
        chance_late=worst.chance_late,
    )


def _outlooks(consignment: Consignment, now: datetime) -> list[Outlook]:
    return [
        _promise(consignment, now, _remaining(consignment, shipment, parcel, now))
        for shipment in consignment.shipments.all()
        if shipment.status == "dispatched"
        for parcel in shipment.parcels.all()
        if parcel.tracking_status != "delivered" and not way_has_ended(parcel)
    ]


def _promise(consignment: Consignment, now: datetime, left: Remaining) -> Outlook:
    until = datetime.combine(consignment.promised_to, time.max, UTC)
    return promise_outlook(promised=until, now=now, left=left)


def _remaining(consignment: Consignment, shipment: Shipment, parcel: Parcel, now: datetime) -> Remaining:
    dispatched_at = shipment.dispatched_at or now
    stay = leg_stays(heard(parcel), dispatched_at=dispatched_at)[-1]
    return _left(consignment, stay.leg, stay.entered_at, dispatched_at, now)


def _left(
    consignment: Consignment, leg: str, entered_at: datetime, dispatched_at: datetime, now: datetime
) -> Remaining:
    history = leg_history(consignment.mode)
    known = history.evidence(consignment.lane, leg, consignment.order.address.get("country", ""))
    least, most = history.lane_days.get(consignment.lane) or _promised_days(consignment, dispatched_at)
    return known.left(
        entered_at=entered_at,
        now=now,
        configured=Span(least * HOURS_A_DAY, most * HOURS_A_DAY),
        since_dispatch=CALENDAR_TIME.hours(dispatched_at, now),
    )


def _promised_days(consignment: Consignment, dispatched_at: datetime) -> tuple[int, int]:
    """Of a lane that is no more."""
    ends = (consignment.promised_from, consignment.promised_to)
    least, most = (max((day - dispatched_at.date()).days, 0) for day in ends)
    return least, most

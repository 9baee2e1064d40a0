"""A consignment on its way: scans leg by leg, drawn from the lane's transit times and mishaps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from entrepot.domain.simulation.chance import Chance
from entrepot.domain.simulation.world import Hazards
from entrepot.domain.sourcing.lanes import Lane
from entrepot.domain.sourcing.legs import Leg, TransitTime
from entrepot.domain.tracking.statuses import TrackingLeg, TrackingReason, TrackingStatus

MINUTES_A_DAY: Final = 24 * 60
DEPARTS: Final = time(18, 0)
CARRIED: Final = {
    "line_haul": TrackingLeg.LINE_HAUL,
    **dict.fromkeys(("import_customs", "bonded_release"), TrackingLeg.CUSTOMS),
    **dict.fromkeys(
        ("deconsolidate", "receive", "inject", "last_mile", "delivery", "pick_up", "hand_over"),
        TrackingLeg.LAST_MILE,
    ),
}


@dataclass(frozen=True, slots=True)
class Scan:
    """News of a consignment, as ``domain/tracking`` reads it."""

    status: str
    leg: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Trip:
    """``customs_at`` is when it reached the border (the departure where it crosses none); ``ends_at`` when
    it reached the door, or when it was given up. ``cause`` is the worst that befell it."""

    departs_at: datetime
    customs_at: datetime
    ends_at: datetime
    scans: tuple[Scan, ...]
    cause: str = ""


@dataclass(frozen=True)
class Fate:
    """Draws trips. Two consignments that leave by the same lane on the same day share its delay."""

    chance: Chance
    hazards: Hazards
    strict_from: date

    def trip(self, lane: Lane, destination: str, departs_on: date, *names: str) -> Trip:
        """``names`` tell the consignment apart; its luck depends on nothing else."""
        departs_at = datetime.combine(departs_on, DEPARTS, ZoneInfo(lane.schedule.timezone))
        abroad = lane.crosses_border_to(destination)
        lost_in = self._lost_in(lane, abroad, names)
        at = customs_at = departs_at
        scans = [Scan(TrackingStatus.IN_TRANSIT, TrackingLeg.FIRST_MILE, at)]
        cause = ""
        for position, leg in enumerate(lane.legs or _whole(lane)):
            carried = CARRIED.get(leg.kind, TrackingLeg.FIRST_MILE)
            if carried != scans[-1].leg:
                scans.append(Scan(TrackingStatus.IN_TRANSIT, carried, at))
            if carried is TrackingLeg.CUSTOMS:
                customs_at = at
            if position == lost_in:
                return self._lost(lane, departs_at, customs_at, scans, at)
            at += _days(leg.transit.quantile(self.chance.share("leg", str(position), *names)))
            for extra, why in self._mishaps(lane, leg, abroad, departs_on, at, names):
                at += timedelta(days=extra)
                cause = why
        scans.append(Scan(TrackingStatus.DELIVERED, TrackingLeg.LAST_MILE, at))
        return Trip(departs_at, customs_at, at, tuple(scans), cause)

    def _lost_in(self, lane: Lane, abroad: bool, names: tuple[str, ...]) -> int | None:
        share = self.hazards.lost_abroad if abroad else self.hazards.lost_at_home
        if not self.chance.happens(share, "lost", *names):
            return None
        legs = max(len(lane.legs), 1)
        return self.chance.days(0, legs - 1, "lost in", *names)

    def _lost(
        self, lane: Lane, departs_at: datetime, customs_at: datetime, scans: list[Scan], at: datetime
    ) -> Trip:
        given_up = max(departs_at + timedelta(days=lane.max_days + self.hazards.given_up_after_days), at)
        scan = Scan(TrackingStatus.EXPIRED, scans[-1].leg, given_up, TrackingReason.LOST)
        return Trip(departs_at, customs_at, given_up, (*scans, scan), TrackingReason.LOST)

    def _mishaps(
        self, lane: Lane, leg: Leg, abroad: bool, departs_on: date, at: datetime, names: tuple[str, ...]
    ) -> Iterator[tuple[int, str]]:
        """Days lost in ``leg``, and the reason."""
        hazards, chance = self.hazards, self.chance
        if leg.kind == "line_haul":
            shared = (lane.code, departs_on.isoformat())
            if chance.happens(hazards.departure_delayed, "delayed", *shared):
                yield chance.days(*hazards.delay_days, "delayed by", *shared), TrackingReason.DELAYED
        if leg.kind in ("import_customs", "bonded_release") and abroad:
            usual = hazards.inspected_freight if lane.channel == "freight" else hazards.inspected
            days = (at.date() - self.strict_from).days
            share = usual * hazards.strict if 0 <= days < hazards.strict_days else usual
            if chance.happens(share, "inspected", *names):
                yield chance.days(*hazards.inspection_days, "held", *names), TrackingReason.CUSTOMS_HOLD
        if leg.kind in ("last_mile", "delivery") and chance.happens(
            hazards.delivery_failed, "absent", *names
        ):
            yield 1, TrackingReason.RECIPIENT_ABSENT


def _whole(lane: Lane) -> tuple[Leg, ...]:
    """A lane that nobody described leg by leg is one leg of its own days."""
    low, high = Decimal(lane.min_days), Decimal(lane.max_days)
    return (Leg("last_mile", TransitTime(low, (low + high) / 2, high)),)


def _days(days: Decimal) -> timedelta:
    return timedelta(minutes=int(days * MINUTES_A_DAY))

"""How the parcels of the last half year fared, for the scores of carriers, lanes and legs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Exists, F, OuterRef

from entrepot.apps.fulfilment.models import LegTime, TrackingEvent
from entrepot.apps.lanes.models import Lane
from entrepot.apps.lanes.services.record_scorecards import Subject
from entrepot.domain.tracking.durations import Taken
from entrepot.domain.tracking.scorecard import Outcome
from entrepot.domain.tracking.statuses import TrackingLeg, TrackingReason

LOOKED_BACK: Final = timedelta(days=180)
# Carriers search for two months; what has not come by then is lost, whoever says so.
LOST_AFTER: Final = timedelta(days=60)
HOUR: Final = timedelta(hours=1)


@dataclass(slots=True)
class Outcomes:
    """By subject: the outcomes, and how many of them were imported."""

    told: dict[Subject, list[Outcome]] = field(default_factory=lambda: defaultdict(list))
    imported: dict[Subject, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, subject: Subject, outcome: Outcome, *, is_imported: bool) -> None:
        self.told[subject].append(outcome)
        self.imported[subject] += is_imported


def outcomes(now: datetime) -> Outcomes:
    """What became of every parcel that left in the last 180 days (two statements).

    An imported parcel has no promise; it is late beyond the most days that its lane is set up with.
    """
    most_days = dict(Lane.objects.values_list("code", "max_days"))
    found = Outcomes()
    for legs in _by_parcel(now).values():
        _add_parcel(found, legs, now, most_days)
    return found


def _by_parcel(now: datetime) -> Mapping[tuple[int | None, str], list[dict[str, Any]]]:
    told = TrackingEvent.objects.filter(parcel=OuterRef("parcel"))
    rows = LegTime.objects.filter(entered_at__gte=now - LOOKED_BACK).order_by("entered_at", "pk")
    by_parcel = defaultdict[tuple[int | None, str], list[dict[str, Any]]](list)
    for row in rows.values(
        "parcel_id", "imported", "carrier", "lane", "leg", "entered_at", "left_at", "delivered_at",
        promised_to=F("parcel__shipment__consignment__promised_to"),
        was_lost=Exists(told.filter(reason=TrackingReason.LOST)),
        was_damaged=Exists(told.filter(reason=TrackingReason.DAMAGED)),
    ):  # fmt: skip
        by_parcel[row["parcel_id"], row["imported"]].append(dict(row))
    return by_parcel


def _add_parcel(
    found: Outcomes, legs: list[dict[str, Any]], now: datetime, most_days: Mapping[str, int]
) -> None:
    first, last = legs[0], legs[-1]
    sent_at, arrived_at = first["entered_at"], last["delivered_at"]
    is_lost = arrived_at is None and (last["was_lost"] or now - sent_at > LOST_AFTER)
    outcome = Outcome(
        took=_taken(sent_at, arrived_at, now),
        late=_is_late(first, arrived_at, now, most_days),
        lost=is_lost,
        damaged=last["was_damaged"],
        in_customs=_hours_in(legs, TrackingLeg.CUSTOMS),
    )
    is_imported = bool(first["imported"])
    for subject in (Subject("carrier", carrier=last["carrier"]), Subject("lane", lane=first["lane"])):
        found.add(subject, outcome, is_imported=is_imported)
    for leg in legs:
        here = Outcome(
            took=_taken(leg["entered_at"], leg["left_at"], now), lost=is_lost and leg is last,
            damaged=leg["was_damaged"] and leg is last,
        )  # fmt: skip
        found.add(Subject("leg", lane=leg["lane"], leg=leg["leg"]), here, is_imported=is_imported)


def _is_late(
    first: Mapping[str, Any], arrived_at: datetime | None, now: datetime, most_days: Mapping[str, int]
) -> bool | None:
    """``None`` while it may still be in time."""
    if first["promised_to"] is not None:
        until = datetime.combine(first["promised_to"], time.max, UTC)
    elif first["lane"] in most_days:
        until = first["entered_at"] + timedelta(days=most_days[first["lane"]])
    else:
        return None
    if arrived_at is None:
        return True if now > until else None
    return bool(arrived_at > until)


def _hours_in(legs: Iterable[Mapping[str, Any]], wanted: str) -> int | None:
    for leg in legs:
        if leg["leg"] == wanted and leg["left_at"] is not None:
            return int((leg["left_at"] - leg["entered_at"]) // HOUR)
    return None


def _taken(since: datetime, until: datetime | None, now: datetime) -> Taken:
    return Taken(max(((until or now) - since) // HOUR, 0), over=until is not None)

"""How the parcels of the last half year fared, for the scores of carriers, lanes and legs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Exists, F, OuterRef

from entrepot.apps.fulfilment.models import LegTime, TrackingEvent
from entrepot.apps.fulfilment.queries.agreed_freight import agreed_freights
from entrepot.apps.fulfilment.queries.billed_shares import billed_shares, is_billed
from entrepot.apps.lanes.models import Lane
from entrepot.apps.lanes.services.record_scorecards import Subject
from entrepot.apps.markets.queries import convert
from entrepot.domain.money import Money, total
from entrepot.domain.sourcing.lane_documents import legs_of
from entrepot.domain.tracking.durations import Taken
from entrepot.domain.tracking.legs import PLANNED_LEGS
from entrepot.domain.tracking.scorecard import Outcome
from entrepot.domain.tracking.statuses import TrackingLeg, TrackingReason

LOOKED_BACK: Final = timedelta(days=180)
# Carriers search for two months; what has not come by then is lost, whoever says so.
LOST_AFTER: Final = timedelta(days=60)
HOUR: Final = timedelta(hours=1)
HOURS_A_DAY: Final = 24
# The legs of one parcel, first to last.
Legs = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Freight:
    """Of one parcel, in the shop's currency."""

    cost: Money
    is_billed: bool


@dataclass(slots=True)
class Outcomes:
    """By subject: the outcomes, how many of them were imported, and the hours planned for a leg."""

    told: dict[Subject, list[Outcome]] = field(default_factory=lambda: defaultdict(list))
    imported: dict[Subject, int] = field(default_factory=lambda: defaultdict(int))
    planned: dict[Subject, int] = field(default_factory=dict)

    def add(self, subject: Subject, outcome: Outcome, *, is_imported: bool) -> None:
        self.told[subject].append(outcome)
        self.imported[subject] += is_imported


def outcomes(now: datetime) -> Outcomes:
    """What became of every parcel that left in the last 180 days (six statements).

    An imported parcel has no promise; it is late beyond the most days that its lane is set up with. A leg is
    late beyond the most days that the lane plans for it. Freight is the lane's price as agreed, shared out
    among the parcels of a consignment by weight, and what carriers billed where they did, in the shop's
    currency at the rate of ``now``.
    """
    parcels = parcels_since(now - LOOKED_BACK)
    return outcomes_of(parcels, now, _freight([legs[0] for legs in parcels], now))


def outcomes_of(
    parcels: Iterable[Legs], now: datetime, freight: Mapping[int, Freight] | None = None
) -> Outcomes:
    """What became of ``parcels``, whose ``freight`` is given by parcel where it is known. One statement."""
    lanes = list(Lane.objects.only("code", "max_days", "legs"))
    most_days = {lane.code: lane.max_days for lane in lanes}
    found = Outcomes(planned={subject: hours for lane in lanes for subject, hours in _planned(lane)})
    for legs in parcels:
        _add_parcel(found, legs, now, most_days, (freight or {}).get(legs[0]["parcel_id"]))
    return found


def _planned(lane: Lane) -> Iterable[tuple[Subject, int]]:
    legs = legs_of(lane.legs)
    for tracked, kinds in PLANNED_LEGS.items():
        days = [leg.transit.max_days for leg in legs if leg.kind in kinds]
        if days:
            yield Subject("leg", lane=lane.code, leg=str(tracked)), int(sum(days) * HOURS_A_DAY)


def _freight(parcels: Iterable[Mapping[str, Any]], now: datetime) -> Mapping[int, Freight]:
    """By parcel."""
    together = defaultdict[int, list[Mapping[str, Any]]](list)
    for parcel in parcels:
        if parcel["consignment_id"] is not None:
            together[parcel["consignment_id"]].append(parcel)
    billed = billed_shares({each["parcel_id"] for parcels in together.values() for each in parcels})
    found: dict[int, Freight] = {}
    house = settings.BASE_CURRENCY
    for pk, agreed in agreed_freights(together).items():
        prices = agreed.price.allocate([parcel["grams"] for parcel in together[pk]])
        for parcel, price in zip(together[pk], prices, strict=True):
            shares = billed.get(parcel["parcel_id"], [])
            costs = [price, *(share.change for share in shares if not share.is_levy)]
            cost = total((convert(each, house, now.date()) for each in costs), house)
            found[parcel["parcel_id"]] = Freight(cost, is_billed(shares))
    return found


def parcels_since(since: datetime, lane: str = "") -> list[Legs]:
    """The legs entered since then, parcel by parcel, in their order; of one ``lane`` or of all."""
    told = TrackingEvent.objects.filter(parcel=OuterRef("parcel"))
    rows = LegTime.objects.filter(entered_at__gte=since).order_by("entered_at", "pk")
    by_parcel = defaultdict[tuple[int | None, str], Legs](list)
    for row in (rows.filter(lane=lane) if lane else rows).values(
        "parcel_id", "imported", "carrier", "mode", "lane", "leg", "entered_at", "left_at", "delivered_at",
        consignment_id=F("parcel__shipment__consignment"), grams=F("parcel__weight_g"),
        promised_to=F("parcel__shipment__consignment__promised_to"),
        was_lost=Exists(told.filter(reason=TrackingReason.LOST)),
        was_damaged=Exists(told.filter(reason=TrackingReason.DAMAGED)),
    ):  # fmt: skip
        by_parcel[row["parcel_id"], row["imported"]].append(dict(row))
    return list(by_parcel.values())


def _add_parcel(
    found: Outcomes,
    legs: Legs,
    now: datetime,
    most_days: Mapping[str, int],
    freight: Freight | None,
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
        cost=freight.cost if freight else None,
        is_billed=bool(freight and freight.is_billed),
        grams=first["grams"] or 0,
    )
    is_imported = bool(first["imported"])
    for subject in (Subject("carrier", carrier=last["carrier"]), Subject("lane", lane=first["lane"])):
        found.add(subject, outcome, is_imported=is_imported)
    for leg in legs:
        subject, took = (
            Subject("leg", lane=leg["lane"], leg=leg["leg"]),
            _taken(leg["entered_at"], leg["left_at"], now),
        )
        here = Outcome(
            took=took, late=_beyond(found.planned.get(subject), took), lost=is_lost and leg is last,
            damaged=leg["was_damaged"] and leg is last,
        )  # fmt: skip
        found.add(subject, here, is_imported=is_imported)


def _beyond(planned: int | None, took: Taken) -> bool | None:
    """``None`` without a plan, and while it may still be kept."""
    if planned is None or (took.hours <= planned and not took.over):
        return None
    return took.hours > planned


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

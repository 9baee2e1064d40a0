"""Every open parcel at a glance: how many are where, for how long, and which need somebody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Case as Choose
from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from entrepot.apps.fulfilment.models import LegTime, Parcel, Shipment
from entrepot.apps.fulfilment.queries.leg_clocks import next_after, stage_clock
from entrepot.apps.lanes.models import Lane
from entrepot.apps.orders.models import Case
from entrepot.domain.tracking.statuses import TROUBLE_STATUSES, TrackingLeg, TrackingStatus
from entrepot.domain.tracking.watch import Outlook
from entrepot.web.backoffice.world_map import Flow
from entrepot.web.next_leg_words import next_words

HOUSE, PICK_UP = "house", "pick_up"
PLACES: Final = (HOUSE, *(str(leg) for leg in TrackingLeg), PICK_UP)
IN_HOUSE: Final = ("to_pick", "picking", "packed")
LANE = "shipment__consignment__lane"
ORIGIN = "shipment__consignment__ships_from"
COUNTRY = "shipment__consignment__order__address__country"
TROUBLED: Final = [str(status) for status in TROUBLE_STATUSES]


@dataclass(frozen=True, slots=True)
class Cell:
    """``parcels`` (in the house: shipments) in one place of a lane, the first there ``since``."""

    place: str
    parcels: int = 0
    troubled: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class LaneRow:
    """The way of ``lane``, its code, under its ``name`` in each language."""

    lane: str
    name: Mapping[str, str]
    cells: list[Cell]

    @property
    def parcels(self) -> int:
        return sum(cell.parcels for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Tower:
    rows: list[LaneRow]
    flows: list[Flow]
    promises_at_risk: int

    @property
    def parcels(self) -> int:
        return sum(row.parcels for row in self.rows)

    @property
    def troubled(self) -> int:
        return sum(cell.troubled for row in self.rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """A parcel under way with what comes ``next`` in words, and the ``clock`` of a leg with a time set."""

    parcel: Any
    next: str
    clock: Outlook | None

    @property
    def chance_late(self) -> Decimal | None:
        """To exceed the time set, in whole hundredths."""
        chance = self.clock.chance_late if self.clock else None
        return None if chance is None else round(chance, 2)


def control_tower() -> Tower:
    """Five statements, however many parcels are under way."""
    cells: dict[str, dict[str, Cell]] = {}
    for row in [*_under_way(), *_in_house()]:
        lane = cells.setdefault(row.pop("lane"), {})
        lane[row["place"]] = Cell(**row)
    names = dict(Lane.objects.filter(code__in=cells).values_list("code", "name"))
    at_risk = Case.objects.filter(kind="promise_at_risk").exclude(status="resolved")
    return Tower(
        rows=[
            LaneRow(lane, names.get(lane, {}), [places.get(place, Cell(place)) for place in PLACES])
            for lane, places in sorted(cells.items())
        ],
        flows=_flows(),
        promises_at_risk=at_risk.count(),
    )


def parcels_at(given: Mapping[str, str]) -> QuerySet[Parcel]:
    """Parcels under way in the given ``lane``, ``place``, ``origin`` and ``country``; with ``troubled`` only
    those in need of somebody. The longest there come first."""
    found = _placed(_open_parcels())
    if given.get("troubled"):
        found = found.filter(tracking_status__in=TROUBLED)
    for name, column in (("lane", LANE), ("place", "place"), ("origin", ORIGIN), ("country", COUNTRY)):
        if value := given.get(name, "")[:50]:
            found = found.filter(**{column: value})
    return found.select_related("shipment__consignment__order").order_by("since", "pk")


def parcel_rows(parcels: Iterable[Any]) -> list[ParcelRow]:
    """What comes next for each of ``parcels_at``, and the clock of the leg that has one."""
    now = timezone.now()
    return [_parcel_row(parcel, now) for parcel in parcels]


def _parcel_row(parcel: Any, now: datetime) -> ParcelRow:
    consignment = parcel.shipment.consignment
    if parcel.place == PICK_UP:
        return ParcelRow(parcel, "", None)
    coming = next_after(parcel, consignment, parcel.place, parcel.since, now)
    clock = stage_clock(consignment, parcel.place, parcel.since, now)
    return ParcelRow(parcel, next_words(coming, consignment.order.address["country"]), clock)


def _open_parcels() -> QuerySet[Parcel]:
    return Parcel.objects.filter(shipment__status="dispatched").exclude(
        tracking_status=TrackingStatus.DELIVERED
    )


def _placed(parcels: QuerySet[Parcel]) -> QuerySet[Any]:
    """With the ``place`` each is at and ``since`` when; one never heard of is in its first mile."""
    present = LegTime.objects.filter(parcel=OuterRef("pk"), left_at=None).order_by("-entered_at")
    leg = Coalesce(Subquery(present.values("leg")[:1]), Value(str(TrackingLeg.FIRST_MILE)))
    waits = When(tracking_status=TrackingStatus.AVAILABLE_FOR_PICKUP, then=Value(PICK_UP))
    return parcels.annotate(
        place=Choose(waits, default=leg),
        since=Coalesce(Subquery(present.values("entered_at")[:1]), F("shipment__dispatched_at")),
    )


def _under_way() -> Iterable[dict[str, Any]]:
    return list(
        _placed(_open_parcels())
        .values("place", lane=F(LANE))
        .annotate(parcels=Count("pk"), troubled=_troubled(), since=Min("since"))
        .order_by()
    )


def _in_house() -> Iterable[dict[str, Any]]:
    rows = Shipment.objects.filter(status__in=IN_HOUSE).values_list("consignment__lane")
    counted = rows.annotate(count=Count("pk"), since=Min("created_at")).order_by()
    return [
        {"lane": lane, "place": HOUSE, "parcels": count, "since": since} for lane, count, since in counted
    ]


def _flows() -> list[Flow]:
    rows = _open_parcels().values(origin=F(ORIGIN), country=F(COUNTRY))
    counted = rows.annotate(parcels=Count("pk"), troubled=_troubled())
    return [Flow(**row) for row in counted.order_by("-parcels", "country", "origin")]


def _troubled() -> Count:
    return Count("pk", filter=Q(tracking_status__in=TROUBLED))

"""Every open parcel at a glance: how many are where, for how long, and which need somebody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Case as Choose
from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from entrepot.apps.fulfilment.models import LegTime, Parcel, Shipment
from entrepot.apps.orders.models import Case
from entrepot.domain.tracking.statuses import TROUBLE_STATUSES, TrackingLeg, TrackingStatus

HOUSE, PICK_UP = "house", "pick_up"
PLACES: Final = (HOUSE, *(str(leg) for leg in TrackingLeg), PICK_UP)
IN_HOUSE: Final = ("to_pick", "picking", "packed")
LANE = "shipment__consignment__lane"
COUNTRY = "shipment__consignment__order__address__country"


@dataclass(frozen=True, slots=True)
class Cell:
    """``parcels`` (in the house: shipments) in one place of a lane, the first there ``since``."""

    place: str
    parcels: int = 0
    troubled: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class LaneRow:
    lane: str
    cells: list[Cell]

    @property
    def parcels(self) -> int:
        return sum(cell.parcels for cell in self.cells)


@dataclass(frozen=True, slots=True)
class CountryRow:
    """Parcels under way to a country."""

    country: str
    parcels: int
    troubled: int


@dataclass(frozen=True, slots=True)
class Tower:
    rows: list[LaneRow]
    countries: list[CountryRow]
    cases: list[Case]
    promises_at_risk: int

    @property
    def parcels(self) -> int:
        return sum(row.parcels for row in self.rows)

    @property
    def troubled(self) -> int:
        return sum(cell.troubled for row in self.rows for cell in row.cells)

    @property
    def most(self) -> int:
        """To the country to which most go: the length of the longest bar."""
        return max((row.parcels for row in self.countries), default=0)


def control_tower(cases_shown: int) -> Tower:
    """Five statements, however many parcels are under way."""
    cells: dict[str, dict[str, Cell]] = {}
    for row in [*_under_way(), *_in_house()]:
        lane = cells.setdefault(row.pop("lane"), {})
        lane[row["place"]] = Cell(**row)
    waiting = Case.objects.exclude(status="resolved").select_related("order")
    return Tower(
        rows=[
            LaneRow(lane, [places.get(place, Cell(place)) for place in PLACES])
            for lane, places in sorted(cells.items())
        ],
        countries=_countries(),
        cases=list(waiting.order_by("due_at", "pk")[:cases_shown]),
        promises_at_risk=waiting.filter(kind="promise_at_risk").count(),
    )


def parcels_at(given: Mapping[str, str]) -> QuerySet[Parcel]:
    """Parcels under way in the given ``lane``, ``place`` and ``country``, the longest there first."""
    found = _placed(_open_parcels())
    for name, column in (("lane", LANE), ("place", "place"), ("country", COUNTRY)):
        if value := given.get(name, "")[:50]:
            found = found.filter(**{column: value})
    return found.select_related("shipment__consignment__order").order_by("since", "pk")


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


def _countries() -> list[CountryRow]:
    rows = _open_parcels().values(country=F(COUNTRY)).annotate(parcels=Count("pk"), troubled=_troubled())
    return [CountryRow(**row) for row in rows.order_by("-parcels", "country")]


def _troubled() -> Count:
    return Count("pk", filter=Q(tracking_status__in=[str(status) for status in TROUBLE_STATUSES]))

"""Waybills, bags and waiting parcels as their pages show them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from entrepot.apps.fulfilment.models import Bag, CustodyScan, MasterWaybill, Parcel
from entrepot.apps.fulfilment.queries.travelling_together import (
    open_bags,
    parcels_of,
    serves,
    waiting_parcels,
)
from entrepot.apps.fulfilment.services.deconsolidate_parcel import TAKEN_OUT
from entrepot.apps.lanes.models import Lane
from entrepot.domain.consolidation.flights import Flight, Load, Placement, chargeable_g, place

IN_AIR = Q(status__in=["departed", "arrived"])
ENDED = Q(status__in=["deconsolidated", "cancelled"])
TABS = {"": ~(IN_AIR | ENDED), "away": IN_AIR, "ended": ENDED}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A parcel that lies in no bag, and the flight it should take (``None``: none fits, ``placement`` says
    why)."""

    parcel: Parcel
    placement: Placement
    waybill: MasterWaybill | None


def waybill_rows(state: str) -> QuerySet[MasterWaybill]:
    """Waybills of a tab with the number and weight of their parcels."""
    return (
        MasterWaybill.objects.filter(TABS.get(state, TABS[""]))
        .select_related("origin", "hub")
        .annotate(parcels=Count("bags__parcels"), weight_g=Sum("bags__parcels__weight_g"))
        .order_by("departs_at", "pk")
    )


def waiting_with_flights() -> list[Waiting]:
    """What waits to be bagged, the earliest promise first, each with the flight that is proposed.

    A hub serves the countries of its customs territory, so each territory's parcels compete for its flights.
    """
    parcels, now = waiting_parcels(), timezone.now()
    rows = waybill_rows("").filter(status="open", cut_off__gte=now)
    waybills = {row.number: row for row in rows}
    loaded = _loaded()
    lanes = {parcel.shipment.consignment.lane for parcel in parcels}
    divisors = dict(Lane.objects.filter(code__in=lanes).values_list("code", "volumetric_divisor"))
    placed: dict[str, Placement] = {}
    for origin, country in {_ends(parcel) for parcel in parcels}:
        loads = [
            _load(parcel, divisors) for parcel in parcels if _ends(parcel) == (origin, country)
        ]  # fmt: skip
        flights = [
            Flight(row.number, row.cut_off, row.departs_at, row.max_weight_g - (loaded.get(row.number, 0)))
            for row in waybills.values()
            if row.origin_id == origin and serves(row.hub, country)
        ]
        placed |= place(loads, flights)
    return [
        Waiting(parcel, placed[str(parcel.pk)], waybills.get(placed[str(parcel.pk)].flight))
        for parcel in parcels
    ]


def _loaded() -> dict[str, int]:
    """Grams in the bags of each waybill."""
    parcels = Parcel.objects.filter(bag__waybill__status="open")
    return dict(parcels.values_list("bag__waybill__number").annotate(Sum("weight_g")))


def bags_to_load(waybill: MasterWaybill) -> list[Bag]:
    """Bags with parcels under no waybill yet that go the same way."""
    rows = open_bags(waybill.origin).filter(hub=waybill.hub, waybill=None)
    return list(rows.annotate(count=Count("parcels")).filter(count__gt=0))


def taken_out(waybill: MasterWaybill) -> list[CustodyScan]:
    """How each parcel was found at the hub, the last one first; none that was scanned by mistake."""
    rows = CustodyScan.objects.filter(waybill=waybill, act__in=[*TAKEN_OUT, CustodyScan.Act.MISTAKEN])
    latest: dict[int, CustodyScan] = {}
    for scan in rows.select_related("parcel").order_by("-at", "-pk"):
        latest.setdefault(scan.parcel_id, scan)
    return [scan for scan in latest.values() if scan.act != CustodyScan.Act.MISTAKEN]


def found_scan(parcel: Parcel, waybill: MasterWaybill) -> CustodyScan | None:
    """The scan that put ``parcel`` into the exception bin of ``waybill``, unless it was a mistake."""
    scans = [scan for scan in taken_out(waybill) if scan.parcel_id == parcel.pk]
    return next((scan for scan in scans if scan.act != CustodyScan.Act.EXPECTED), None)


def outstanding(waybill: MasterWaybill) -> list[Parcel]:
    """The parcels that are still in their bags: missing when all bags are said to be empty."""
    known = {scan.parcel_id for scan in taken_out(waybill)}
    return [parcel for parcel in parcels_of(waybill) if parcel.pk not in known]


def _ends(parcel: Parcel) -> tuple[int, str]:
    return parcel.shipment.warehouse_id, parcel.shipment.consignment.order.address["country"]


def _load(parcel: Parcel, divisors: dict[str, int | None]) -> Load:
    size, shipment = parcel.dimensions, parcel.shipment
    volume = size.length_mm * size.width_mm * size.height_mm if size else 0
    weight = chargeable_g(parcel.weight_g, volume, divisors.get(shipment.consignment.lane))
    return Load(str(parcel.pk), weight, shipment.consignment.promised_to, timezone.now())

"""What carriers billed for parcels, beside what was agreed for the same: their own lines and their part of a
master waybill's."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from entrepot.apps.fulfilment.models import CustodyScan, InvoicedPart, Parcel
from entrepot.domain.carrier_invoices import FEE, FREIGHT, LEVIES
from entrepot.domain.money import Money

FLEW = (CustodyScan.Act.EXPECTED, CustodyScan.Act.DAMAGED, CustodyScan.Act.MISSING)


@dataclass(frozen=True, slots=True)
class BilledShare:
    """``cost`` is what is billed and not contested, ``agreed`` what was expected for it. ``is_own``: billed
    under a number of the parcel."""

    parcel_id: int
    part: str
    cost: Money
    agreed: Money
    is_own: bool

    @property
    def is_levy(self) -> bool:
        return self.part in LEVIES

    @property
    def change(self) -> Money:
        """By how much it changes what was expected; a fee for paying duty ahead was not: all of it counts."""
        return self.cost if self.part == FEE else self.cost - self.agreed


def is_billed(shares: Iterable[BilledShare]) -> bool:
    """Whether a parcel's carrier has billed its freight."""
    return any(share.is_own and share.part == FREIGHT for share in shares)


def billed_shares(parcel_ids: Collection[int]) -> dict[int, list[BilledShare]]:
    """By parcel; three statements, one when nothing of them was billed. Shares of a waybill are by weight."""
    found: dict[int, list[BilledShare]] = defaultdict(list)
    flown = _flown_with(parcel_ids)
    parts = InvoicedPart.objects.filter(Q(line__parcel__in=parcel_ids) | Q(line__waybill__in=flown))
    rows = list(parts.select_related("line").order_by("pk"))
    aboard = parcels_aboard({row.line.waybill_id for row in rows if row.line.waybill_id is not None})
    for row in rows:
        for share in _shares(row, aboard.get(row.line.waybill_id or 0, [])):
            if share.parcel_id in parcel_ids:
                found[share.parcel_id].append(share)
    return found


def parcels_aboard(waybill_ids: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """(parcel, grams) of each waybill: those in its bags, and those taken out of them."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    if waybill_ids:
        parcels = Parcel.objects.values_list("pk", "weight_g")
        in_bags = parcels.filter(bag__waybill__in=waybill_ids).annotate(waybill=F("bag__waybill"))
        taken_out = parcels.filter(scans__waybill__in=waybill_ids, scans__act__in=FLEW).annotate(
            waybill=F("scans__waybill")
        )
        for pk, grams, waybill in in_bags.union(taken_out):
            found[waybill][pk] = grams
    return {waybill: sorted(aboard.items()) for waybill, aboard in found.items()}


def _flown_with(parcel_ids: Iterable[int]) -> "QuerySet[Parcel, int | None]":
    scans = CustodyScan.objects.filter(parcel__in=parcel_ids, act__in=FLEW, waybill__isnull=False)
    bags = Parcel.objects.filter(pk__in=parcel_ids, bag__waybill__isnull=False)
    return bags.values_list("bag__waybill", flat=True).union(scans.values_list("waybill", flat=True))


def _shares(row: InvoicedPart, aboard: list[tuple[int, int]]) -> Iterable[BilledShare]:
    if row.line.parcel_id is not None:
        yield BilledShare(row.line.parcel_id, row.part, row.cost, row.agreed, is_own=True)
    elif aboard:
        grams = [each for _pk, each in aboard]
        costs, agreed = row.cost.allocate(grams), row.agreed.allocate(grams)
        for (pk, _grams), cost, expected in zip(aboard, costs, agreed, strict=True):
            yield BilledShare(pk, row.part, cost, expected, is_own=False)

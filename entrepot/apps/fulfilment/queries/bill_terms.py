"""What was agreed for the numbers on a carrier's invoice: freight, duty, tax and fees."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from entrepot.apps.fulfilment.models import Parcel, ParcelNumber
from entrepot.apps.fulfilment.queries.agreed_freight import AgreedFreight, agreed_freights
from entrepot.apps.fulfilment.queries.billed_numbers import Billed
from entrepot.apps.fulfilment.queries.billed_shares import parcels_aboard
from entrepot.apps.inventory.models import InboundCost
from entrepot.apps.lanes.models import Lane
from entrepot.apps.markets.queries import convert
from entrepot.apps.orders.models import OrderCharge
from entrepot.apps.payments.models import JournalEntry
from entrepot.domain.carrier_invoices import FREIGHT, LEVIES, Agreed
from entrepot.domain.money import Money, total
from entrepot.domain.sourcing.lane_documents import legs_of
from entrepot.domain.tracking.legs import PLANNED_LEGS
from entrepot.domain.tracking.statuses import TrackingLeg

SELLER = "seller"
# The way back to the sender: nobody agreed on a price for it.
BACK = "back"
INBOUND_PARTS = {"freight": FREIGHT, "duty": "duty", "import_tax": "tax", "handling": "fee"}


@dataclass(frozen=True, slots=True)
class Terms:
    """``accrued`` is the freight of this number that the books hold as owed, by currency."""

    agreed: Agreed
    accrued: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sent:
    """A parcel with its part of what its consignment was agreed for, by weight."""

    parcel: Parcel
    freight: Money | None
    levies: Mapping[str, Money]
    not_ours: Mapping[str, str]
    chargeable_g: int
    agreed: AgreedFreight | None
    leg_shares: Mapping[str, Decimal | None]
    is_accrued: bool

    def freight_of(self, leg: str) -> Money | None:
        """Its freight on one part of the way (``""``: all of it); ``None`` where nobody knows."""
        share = self.leg_shares[leg]
        return None if self.freight is None or share is None else (self.freight * share).rounded()


def terms_of(things: Mapping[str, Billed], *, currency: str, on: date) -> dict[str, Terms]:
    """By number, amounts in ``currency`` at the rates ``on`` a day. At most nine statements."""
    waybills = {thing.waybill.pk for thing in things.values() if thing.waybill is not None}
    aboard = parcels_aboard(waybills)
    own = {thing.parcel.pk for thing in things.values() if thing.parcel is not None}
    sent = _sent(own | {pk for parcels in aboard.values() for pk, _grams in parcels})

    def terms(thing: Billed) -> Terms:
        if thing.parcel is not None:
            return _together([sent[thing.parcel.pk]], _leg_of(thing.role), thing, currency, on)
        if thing.waybill is not None:
            flown = [sent[pk] for pk, _grams in aboard.get(thing.waybill.pk, [])]
            return _together(flown, TrackingLeg.LINE_HAUL, thing, currency, on)
        return Terms(_inbound(thing, currency, on))

    return {number: terms(thing) for number, thing in things.items()}


def _leg_of(role: str) -> str:
    legs = {
        ParcelNumber.Role.LOCAL: TrackingLeg.LAST_MILE, ParcelNumber.Role.PROVISIONAL: TrackingLeg.FIRST_MILE,
        ParcelNumber.Role.RETURN: BACK,
    }  # fmt: skip
    return legs[ParcelNumber.Role(role)] if role else ""


def _together(sent: Sequence[_Sent], leg: str, thing: Billed, currency: str, on: date) -> Terms:
    freights = [each.freight_of(leg) for each in sent]
    known = [freight for freight in freights if freight is not None]
    parts: dict[str, Money] = {}
    if known and len(known) == len(freights):
        parts[FREIGHT] = _sum(known, currency, on)
    levies = defaultdict[str, list[Money]](list)
    for each in sent:
        for part, money in each.levies.items():
            levies[part].append(money)
    parts |= {part: _sum(amounts, currency, on) for part, amounts in levies.items()}
    not_ours = {part: why for each in sent for part, why in each.not_ours.items() if part not in parts}
    accrued: dict[str, Money] = {}
    for each, freight in zip(sent, freights, strict=True):
        if each.is_accrued and freight:
            accrued[freight.currency] = accrued.get(freight.currency, freight * 0) + freight
    one = sent[0] if len(sent) == 1 and thing.parcel is not None else None
    return Terms(
        Agreed(
            parts=parts, has_left=thing.has_left, not_ours=not_ours,
            weight_g=max(one.chargeable_g, one.parcel.weight_g) if one else 0,
            service=one.parcel.service if one else "",
            zone=one.agreed.zone if one and one.agreed else None,
            surcharges=one.agreed.surcharges if one and one.agreed else None,
        ),
        tuple(accrued.values()),
    )  # fmt: skip


def _sent(parcel_ids: Collection[int]) -> dict[int, _Sent]:
    if not parcel_ids:
        return {}
    consignments = Parcel.objects.filter(pk__in=parcel_ids).values("shipment__consignment")
    parcels = defaultdict[int, list[Parcel]](list)
    living = Parcel.objects.exclude(shipment__status="cancelled").filter(
        shipment__consignment__in=consignments
    )
    for parcel in living.select_related("shipment__consignment__order").order_by("pk"):
        parcels[parcel.shipment.consignment_id].append(parcel)
    freights, levies = agreed_freights(parcels), _levies(parcels)
    shares = _leg_shares({each[0].shipment.consignment.lane for each in parcels.values()})
    keys = {f"freight:{parcel.shipment.number}" for each in parcels.values() for parcel in each}
    booked = set(JournalEntry.objects.filter(key__in=keys).values_list("key", flat=True))
    found: dict[int, _Sent] = {}
    for pk, together in parcels.items():
        grams = [parcel.weight_g for parcel in together]
        agreed = freights.get(pk)
        prices = agreed.price.allocate(grams) if agreed else [None] * len(together)
        theirs = {part: money.allocate(grams) for part, money in levies.ours[pk].items()}
        for at, parcel in enumerate(together):
            found[parcel.pk] = _Sent(
                parcel=parcel, freight=prices[at], levies={part: each[at] for part, each in theirs.items()},
                not_ours=levies.not_ours[pk], agreed=agreed,
                chargeable_g=-(-agreed.chargeable_g * parcel.weight_g // sum(grams)) if agreed else 0,
                leg_shares=shares[parcel.shipment.consignment.lane],
                is_accrued=f"freight:{parcel.shipment.number}" in booked,
            )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class _Levies:
    """By consignment: what was taken from the buyer for the carrier to pay, and what it has not to pay."""

    ours: Mapping[int, Mapping[str, Money]]
    not_ours: Mapping[int, Mapping[str, str]]


def _levies(consignment_ids: Iterable[int]) -> _Levies:
    ours = defaultdict[int, dict[str, Money]](dict)
    not_ours = defaultdict[int, dict[str, str]](dict)
    charges = OrderCharge.objects.filter(consignment__in=consignment_ids).exclude(kind="shipping")
    for charge in charges.select_related("consignment"):
        if charge.due != "checkout":
            not_ours[charge.consignment_id][charge.kind] = "due_on_delivery"
        elif charge.kind in LEVIES and charge.explanation.get("collector") == SELLER:
            not_ours[charge.consignment_id][charge.kind] = "declared_by_us"
        else:
            known = ours[charge.consignment_id]
            known[charge.kind] = known.get(charge.kind, charge.money * 0) + charge.money
    return _Levies(ours, not_ours)


def _leg_shares(codes: Collection[str]) -> dict[str, dict[str, Decimal | None]]:
    """By lane: the part of the freight for each part of the way that is billed by itself. What is neither
    flown nor the last mile is the first carrier's; unknown shares leave it the whole."""
    legs = {
        lane.code: legs_of(lane.legs) for lane in Lane.objects.filter(code__in=codes).only("code", "legs")
    }
    found: dict[str, dict[str, Decimal | None]] = {}
    for code in codes:
        shares: dict[str, Decimal | None] = {"": Decimal(1), BACK: None}
        for tracked in (TrackingLeg.LINE_HAUL, TrackingLeg.LAST_MILE):
            known = [
                leg.cost_share for leg in legs.get(code, ())
                if leg.kind in PLANNED_LEGS[tracked] and leg.cost_share is not None
            ]  # fmt: skip
            shares[tracked] = sum(known, Decimal(0)) if known else None
        others = [shares[TrackingLeg.LINE_HAUL], shares[TrackingLeg.LAST_MILE]]
        shares[TrackingLeg.FIRST_MILE] = 1 - sum((each for each in others if each is not None), Decimal(0))
        found[code] = shares
    return found


def _inbound(thing: Billed, currency: str, on: date) -> Agreed:
    parts = defaultdict[str, list[Money]](list)
    for cost in InboundCost.objects.filter(shipment=thing.inbound):
        if cost.kind in INBOUND_PARTS:
            parts[INBOUND_PARTS[cost.kind]].append(cost.money)
    return Agreed(
        parts={part: _sum(amounts, currency, on) for part, amounts in parts.items()},
        has_left=thing.has_left,
    )


def _sum(amounts: Iterable[Money], currency: str, on: date) -> Money:
    return total((convert(each, currency, on) for each in amounts), currency)

"""Whose the numbers on a carrier's invoice are: parcels', master waybills', inbound shipments'."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from entrepot.apps.fulfilment.models import MasterWaybill, Parcel, ParcelNumber
from entrepot.apps.inventory.models import InboundShipment

# A carrier that only announces a number has not carried anything yet.
LEFT = ("dispatched", "delivered", "returned")
FLOWN = ("departed", "arrived", "deconsolidated")
SET_OUT = ("in_transit", "arrived", "receiving", "closed")


@dataclass(frozen=True, slots=True)
class Billed:
    """One of the three. ``role`` is what the number is for of a parcel that has several."""

    parcel: Parcel | None = None
    waybill: MasterWaybill | None = None
    inbound: InboundShipment | None = None
    role: str = ""

    @property
    def key(self) -> tuple[int | None, int | None, int | None]:
        """The same for the same thing under whatever number."""
        things = (self.parcel, self.waybill, self.inbound)
        parcel, waybill, inbound = (each.pk if each else None for each in things)
        return parcel, waybill, inbound

    @property
    def has_left(self) -> bool:
        """Whether somebody had it to carry."""
        if self.parcel is not None:
            return self.parcel.shipment.status in LEFT
        if self.waybill is not None:
            return self.waybill.status in FLOWN
        return self.inbound is not None and self.inbound.status in SET_OUT


def billed_things(carrier: str, numbers: Collection[str]) -> dict[str, Billed]:
    """By number, as scanned (no spaces); without those that nobody knows. Five statements.

    A parcel's number is its carrier's; a master waybill and an inbound shipment (by its own number, its
    reference, or the container, flight or truck) may be billed by whoever organised the way.
    """
    found = {waybill.number: Billed(waybill=waybill) for waybill in _waybills(numbers)}
    found = {each: found[_digits(each)] for each in numbers if _digits(each) in found}
    found = _inbound(numbers) | found
    parcels = Parcel.objects.filter(carrier=carrier, tracking_number__in=numbers)
    of_one = parcels.select_related("shipment__consignment__order").prefetch_related("numbers")
    found |= {
        parcel.tracking_number: Billed(parcel=parcel, role=_role(parcel, parcel.tracking_number))
        for parcel in of_one
    }
    links = ParcelNumber.objects.filter(carrier=carrier, number__in=numbers)
    of_several = links.select_related("parcel__shipment__consignment__order").prefetch_related(
        "parcel__numbers"
    )
    found |= {
        link.number: Billed(parcel=link.parcel, role=_role(link.parcel, link.number)) for link in of_several
    }
    return found


def _role(parcel: Parcel, number: str) -> str:
    """Empty where the number is for the whole way."""
    roles = {link.number: link.role for link in parcel.numbers.all()}
    return roles.get(number, "") if ParcelNumber.Role.LOCAL in roles.values() else ""


def _waybills(numbers: Iterable[str]) -> Iterable[MasterWaybill]:
    return MasterWaybill.objects.filter(number__in=[_digits(each) for each in numbers])


def _digits(number: str) -> str:
    return number.replace("-", "")


def _inbound(numbers: Collection[str]) -> dict[str, Billed]:
    rows = InboundShipment.objects.filter(
        Q(number__in=numbers) | Q(reference__in=numbers) | Q(legs__transport_number__in=numbers)
    )
    found: dict[str, Billed] = {}
    for row in rows.distinct().prefetch_related("legs", "costs").order_by("pk"):
        names = {row.number, row.reference, *(leg.transport_number for leg in row.legs.all())}
        found |= {name: Billed(inbound=row) for name in names & set(numbers)}
    return found

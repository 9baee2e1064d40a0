"""The chain of numbers of a parcel, as several services lengthen it."""

from datetime import datetime

from django.utils import timezone

from entrepot.apps.fulfilment.models import Parcel, ParcelNumber
from entrepot.apps.lanes.models import Lane


def add_number(parcel: Parcel, role: str, carrier: str, number: str, leg: str) -> ParcelNumber:
    """One more link at the end of the chain."""
    return ParcelNumber.objects.create(
        parcel=parcel, position=parcel.numbers.count() + 1, role=role, carrier=carrier, number=number,
        leg=leg, given_at=timezone.now(),
    )  # fmt: skip


def last_mile_of(parcel: Parcel) -> tuple[str, str]:
    """Carrier and service of the last leg of the parcel's lane; the lane's own when the leg names none."""
    lane = Lane.objects.get(code=parcel.shipment.consignment.lane)
    named = [leg for leg in lane.legs if leg.get("kind") == "last_mile"]
    leg = named[0] if named else {}
    return leg.get("carrier") or lane.carrier, leg.get("service") or lane.service


def hold(parcel: Parcel, role: str, at: datetime) -> None:
    """From ``at`` on the carrier of that number holds the parcel, and no other."""
    parcel.numbers.filter(held_from__isnull=False, held_until=None).exclude(role=role).update(held_until=at)
    parcel.numbers.filter(role=role, held_from=None).update(held_from=at)

"""What happens to a master waybill happens to each parcel under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from entrepot.apps.fulfilment.models import MasterWaybill, Parcel
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.domain.ports.carriers import TrackingEvent
from entrepot.domain.tracking.statuses import TrackingStatus


@dataclass(frozen=True, slots=True)
class FlightNews:
    """``what`` (a word) happened in a leg at a place; ``text`` is its English sentence."""

    what: str
    leg: str
    text: str
    place: str
    at: datetime


def tell_of_flight(waybill: MasterWaybill, parcels: Iterable[Parcel], news: FlightNews, *, by: str) -> None:
    """One tracking event for each of ``parcels``, under the number that it travels by."""
    ordered = sorted(parcels, key=lambda parcel: parcel.carrier)
    for carrier, group in groupby(ordered, key=lambda parcel: parcel.carrier):
        events = [
            TrackingEvent(
                id=f"{waybill.number}:{news.what}:{parcel.pk}", tracking_number=parcel.tracking_number,
                status=str(TrackingStatus.IN_TRANSIT), at=news.at, description=news.text, leg=str(news.leg),
                location=news.place, extra={"waybill": str(waybill), "flight": waybill.flight},
            )
            for parcel in group
        ]  # fmt: skip
        record_tracking(carrier=carrier, events=events, by=by)

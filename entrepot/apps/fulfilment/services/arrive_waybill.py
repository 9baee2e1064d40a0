"""The flight has landed and the bags are at the hub."""

from django.db import transaction
from django.utils import timezone

from entrepot.apps.fulfilment.models import MasterWaybill
from entrepot.apps.fulfilment.queries.travelling_together import parcels_of
from entrepot.apps.fulfilment.services._flight_news import FlightNews, tell_of_flight
from entrepot.domain.lifecycles import MASTER_WAYBILL
from entrepot.domain.tracking.statuses import TrackingLeg
from entrepot.kit.transitions import transition


@transaction.atomic
def arrive_waybill(*, waybill: MasterWaybill, by: str) -> MasterWaybill:
    """Tell each parcel's timeline; from now on its bags can be taken apart."""
    now = timezone.now()
    row = transition(waybill, MASTER_WAYBILL, to="arrived", by=by, at=now, arrived_at=now)
    said = FlightNews("arrived", TrackingLeg.CUSTOMS, "Arrived in destination country", str(row.hub), now)
    tell_of_flight(row, parcels_of(row), said, by=by)
    return row

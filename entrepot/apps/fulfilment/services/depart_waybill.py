"""The flight leaves: every parcel in it is dispatched at once, or none is."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import MasterWaybill, ParcelNumber, Shipment
from entrepot.apps.fulfilment.queries.travelling_together import DepartureFault, departure_faults, parcels_of
from entrepot.apps.fulfilment.services._flight_news import FlightNews, tell_of_flight
from entrepot.apps.fulfilment.services._leaving import leave
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.fulfilment.services._numbering import hold
from entrepot.domain.lifecycles import MASTER_WAYBILL
from entrepot.domain.tracking.statuses import TrackingLeg
from entrepot.kit.errors import Fault, Refused
from entrepot.kit.transitions import transition


@transaction.atomic
def depart_waybill(*, waybill: MasterWaybill, by: str) -> MasterWaybill:
    """Dispatch every shipment under ``waybill`` and tell each parcel's timeline.

    Raises ``Refused`` (``not_ready``) with each fault and who must act while a parcel's data are incomplete,
    customs has not released it, or a part of its shipment is elsewhere; ``IllegalTransition`` unless closed.
    """
    now = timezone.now()
    row = transition(waybill, MASTER_WAYBILL, to="departed", by=by, at=now, departed_at=now)
    shipment_ids = sorted({parcel.shipment_id for parcel in parcels_of(row)})
    shipments = [locked(Shipment(pk=pk)) for pk in shipment_ids]
    faults = departure_faults(row)
    if faults:
        raise Refused(
            _("This waybill may not depart: %(count)d obstacle(s). Mend them or pull the parcels off.")
            % {"count": len(faults)},
            code="not_ready",
            faults=[Fault(_place(fault), fault.message, fault.role) for fault in faults],
        )
    for shipment in shipments:
        leave(shipment, by=by)
    parcels = list(parcels_of(row))
    for parcel in parcels:
        hold(parcel, ParcelNumber.Role.PROVISIONAL, now)
    said = FlightNews("departed", TrackingLeg.LINE_HAUL, "Departed by air", str(row.origin), now)
    tell_of_flight(row, parcels, said, by=by)
    return row


def _place(fault: DepartureFault) -> str:
    return f"parcels.{fault.parcel.tracking_number}" if fault.parcel else "parcels"

"""When a carrier's messages do not arrive, ask."""

import logging
from datetime import datetime, timedelta

from django.db.models import Q

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.domain.ports import PartnerError
from entrepot.kit.adapters import carriers

logger = logging.getLogger(__name__)
SILENT_FOR = timedelta(hours=2)
AT_ONCE = 100


def poll_tracking(*, now: datetime) -> int:
    """Fetch the events of parcels on their way that have been silent for two hours.

    Returns how many were asked. The longest silent first, so that none starves. A carrier
    that fails is asked again next time.
    """
    quiet = Q(last_event_at=None) | Q(last_event_at__lt=now - SILENT_FOR)
    on_the_way = Parcel.objects.filter(
        quiet, shipment__status="dispatched", booked_at__isnull=False, carrier__in=carriers.codes()
    ).exclude(tracking_status="delivered")
    asked = 0
    for parcel in on_the_way.order_by("last_event_at", "pk")[:AT_ONCE]:
        try:
            events = carriers[parcel.carrier].track(parcel.tracking_number)
        except PartnerError as error:
            logger.warning("tracking of %s was not answered: %s", parcel.tracking_number, error)
            continue
        record_tracking(carrier=parcel.carrier, events=events)
        asked += 1
    return asked

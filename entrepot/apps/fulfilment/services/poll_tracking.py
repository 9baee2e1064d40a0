"""When a carrier's messages do not arrive, ask: soon while a parcel moves, seldom when it is long silent."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.services.ask_carrier import ask_carrier
from entrepot.domain.tracking.polling import next_poll
from entrepot.kit.adapters import carriers

AT_ONCE = 100


def poll_tracking(*, now: datetime) -> int:
    """Fetch the events of parcels on their way whose ``next_poll_at`` has come; returns how many answered.

    Each is claimed by moving its next poll first, so that a second worker does not ask again and a carrier
    that fails is left in peace for as long. Carriers are asked outside any transaction.
    """
    asked = 0
    for parcel in (
        _due(now).select_related("shipment").order_by(F("next_poll_at").asc(nulls_first=True), "pk")[:AT_ONCE]
    ):
        last_news = parcel.last_event_at or parcel.shipment.dispatched_at or now
        again = next_poll(parcel.tracking_status, last_news=last_news, now=now)
        if again is None or not _due(now).filter(pk=parcel.pk).update(next_poll_at=again):
            continue
        asked += ask_carrier(parcel=parcel, now=now)
    return asked


def _due(now: datetime) -> QuerySet[Parcel]:
    has_come = Q(next_poll_at=None) | Q(next_poll_at__lte=now)
    return Parcel.objects.filter(
        has_come, shipment__status="dispatched", booked_at__isnull=False, carrier__in=carriers.codes()
    ).exclude(tracking_status__in=["delivered", "expired"])

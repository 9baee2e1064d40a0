"""Ask a carrier what it knows of one parcel."""

import logging
from datetime import datetime

from django.utils import timezone

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.domain.ports import PartnerError
from entrepot.kit.adapters import carriers

logger = logging.getLogger(__name__)


def ask_carrier(*, parcel: Parcel, now: datetime) -> bool:
    """Record what the carrier of ``parcel`` says; returns whether it answered.

    Outside any transaction. ``asked_at`` is written before and ``answered_at`` after, so that a question
    without an answer shows.
    """
    asked = Parcel.objects.filter(pk=parcel.pk)
    asked.update(asked_at=now)
    try:
        events = carriers[parcel.carrier].track(parcel.tracking_number)
    except PartnerError as error:
        logger.warning("tracking of %s was not answered: %s", parcel.tracking_number, error)
        return False
    record_tracking(carrier=parcel.carrier, events=events)
    asked.update(answered_at=timezone.now())
    return True

"""Offer a lane, or do so no longer."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.lanes import queries
from entrepot.apps.lanes.events import LaneChanged
from entrepot.apps.lanes.models import Lane
from entrepot.kit import outbox
from entrepot.kit.errors import Refused


@transaction.atomic
def switch_lane(*, lane: Lane, is_active: bool) -> None:
    """Take effect at the next quote; orders and quotes made before keep their lane.

    Raises ``Refused`` for a lane without prices, which could not be offered.
    """
    if is_active and queries.grid_on(lane, timezone.now().date()) is None:
        raise Refused(_("The lane has no prices yet. Give it a price grid first."), code="no_prices")
    Lane.objects.filter(pk=lane.pk).update(is_active=is_active)
    outbox.record(LaneChanged(lane.code))
    transaction.on_commit(queries.forget)

"""Write a lane down after trying to read it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.lanes import queries
from entrepot.apps.lanes.events import LaneChanged
from entrepot.apps.lanes.models import Lane, PriceBand
from entrepot.kit import outbox
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def save_lane(*, lane: Lane) -> Lane:
    """Store ``lane``, new or changed; from then on it is offered as it says.

    Raises ``Refused`` for a part that cannot be read, and for a currency other than that of its prices.
    """
    lane.save()
    if PriceBand.objects.filter(grid__lane=lane).exclude(currency=lane.currency).exists():
        raise invalid(
            "currency",
            _("The lane's prices are in another currency. Copy the lane and give the copy new ones."),
        )
    try:
        queries.lane_on(lane, timezone.now().date())
    except ValueError as error:
        raise Refused(
            _("The lane cannot be read: %(why)s.") % {"why": error}, code="lane_malformed", status=422
        ) from error
    outbox.record(LaneChanged(lane.code))
    transaction.on_commit(queries.forget)
    return lane

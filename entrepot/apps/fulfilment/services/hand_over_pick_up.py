"""The buyer came to the shop and showed the code."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.pick_ups import COUNTER
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.domain.ports.carriers import TrackingEvent
from entrepot.domain.tracking.statuses import TrackingLeg, TrackingStatus
from entrepot.kit.errors import Refused, not_found


@transaction.atomic
def hand_over_pick_up(*, code: str, by: str) -> Parcel:
    """Deliver the parcel of ``code`` (spaces and case do not matter) over the counter, once.

    Raises ``Refused``: 404 for an unknown code, ``collected_already``, ``not_ready`` while it is not at the
    counter, ``pick_up_expired`` when nobody came in time.
    """
    number = "".join(code.split()).upper()
    rows = Parcel.objects.select_for_update(of=("self",)).select_related("shipment__warehouse")
    parcel = rows.filter(carrier=COUNTER, tracking_number=number).first() if number else None
    if parcel is None:
        raise not_found(_("There is no such pick-up code. Read it again, or look for the order."))
    if parcel.tracking_status == TrackingStatus.DELIVERED:
        raise Refused(_("These goods were collected already."), code="collected_already")
    if parcel.tracking_status == TrackingStatus.EXCEPTION:
        raise Refused(
            _("The time to collect is over. See the order's case before you hand anything over."),
            code="pick_up_expired",
        )
    if parcel.tracking_status != TrackingStatus.AVAILABLE_FOR_PICKUP:
        raise Refused(_("The goods are not at the counter yet."), code="not_ready")
    event = TrackingEvent(
        id=f"{number}-collected", tracking_number=number, status=str(TrackingStatus.DELIVERED),
        at=timezone.now(), description=f"Collected at {parcel.shipment.warehouse}",
        leg=str(TrackingLeg.LAST_MILE), location=str(parcel.shipment.warehouse),
    )  # fmt: skip
    record_tracking(carrier=COUNTER, events=[event], by=by)
    parcel.refresh_from_db()
    return parcel

"""What waits at the counters of our shops."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Parcel
from entrepot.domain.tracking.statuses import TrackingStatus
from entrepot.kit.errors import Refused, not_found

# The carrier code of our own counters: its tracking numbers are the codes that buyers show.
COUNTER: Final = "counter"

# How long goods are kept for who collects them; then their code opens nothing any more.
KEPT_FOR: Final = timedelta(days=7)

# How much of a code people of the shop see: enough to tell two apart, too little to open anything.
SIGNS_SHOWN: Final = 2


def shown_number(carrier: str, number: str) -> str:
    """``number`` as people of the shop may read it: of a pick-up code, which buyers show, only its end."""
    return number if carrier != COUNTER or not number else f"••••{number[-SIGNS_SHOWN:]}"


def pick_up_of(code: str) -> Parcel:
    """The parcel at a counter that ``code`` opens (spaces and case do not matter).

    Raises ``Refused``: 404 for an unknown code, ``collected_already``, ``not_ready`` while it is not at the
    counter, ``pick_up_expired`` when nobody came in time.
    """
    number = "".join(code.split()).upper()
    rows = Parcel.objects.select_related("shipment__warehouse", "shipment__consignment__order")
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
    return parcel

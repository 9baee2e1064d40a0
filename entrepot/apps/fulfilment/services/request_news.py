"""An operator wants news of a parcel now."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.events import NewsRequested
from entrepot.apps.fulfilment.models import Parcel
from entrepot.kit import outbox
from entrepot.kit.adapters import carriers
from entrepot.kit.errors import Refused


@transaction.atomic
def request_news(*, parcel: Parcel) -> None:
    """Have the carrier of ``parcel`` asked at once, by a job that waits for no round (``NewsRequested``).

    Raises ``Refused`` (``cannot_ask``) for a carrier that is not connected or a parcel that was not booked
    with it.
    """
    if parcel.booked_at is None or parcel.carrier not in carriers.codes():
        raise Refused(_("This carrier cannot be asked from here. Call it."), code="cannot_ask")
    outbox.record(NewsRequested(parcel.pk))

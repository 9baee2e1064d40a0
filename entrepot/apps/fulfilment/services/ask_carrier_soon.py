"""An operator wants news of a parcel."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Parcel
from entrepot.kit.adapters import carriers
from entrepot.kit.errors import Refused


@transaction.atomic
def ask_carrier_soon(*, parcel: Parcel) -> None:
    """Have the next round of polling ask for ``parcel``. Raises ``Refused`` (``cannot_ask``) for a carrier
    that is not connected or a parcel that was not booked with it."""
    if parcel.booked_at is None or parcel.carrier not in carriers.codes():
        raise Refused(_("This carrier cannot be asked from here. Call it."), code="cannot_ask")
    Parcel.objects.filter(pk=parcel.pk).update(next_poll_at=None)

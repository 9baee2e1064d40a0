"""Begin a pallet under a master waybill."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import MasterWaybill, Pallet
from entrepot.apps.lanes.services.give_number import give_number
from entrepot.kit.errors import Refused

OURS = "own"


@transaction.atomic
def start_pallet(*, waybill: MasterWaybill) -> Pallet:
    """A new pallet with an SSCC out of our own range. Raises ``Refused`` once the waybill is closed."""
    row = MasterWaybill.objects.select_for_update().get(pk=waybill.pk)
    if row.status != "open":
        raise Refused(_("This waybill takes no more bags. Open it again first."), code="waybill_closed")
    number = give_number(carrier=OURS, role="pallet", country="", to=f"waybill:{row.number}")
    return Pallet.objects.create(waybill=row, number=number)

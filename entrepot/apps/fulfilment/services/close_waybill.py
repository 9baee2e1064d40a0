"""Close a waybill so that its manifest stands."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import MasterWaybill, Parcel
from entrepot.domain.lifecycles import MASTER_WAYBILL
from entrepot.kit.errors import Refused
from entrepot.kit.transitions import transition


@transaction.atomic
def close_waybill(*, waybill: MasterWaybill, by: str) -> MasterWaybill:
    """No bag or parcel moves any more; the manifest is what is loaded now. Raises ``Refused`` when empty."""
    if not Parcel.objects.filter(bag__waybill=waybill).exists():
        raise Refused(_("No parcel is in the bags of this waybill. Scan parcels into bags."), code="empty")
    return transition(waybill, MASTER_WAYBILL, to="closed", by=by)

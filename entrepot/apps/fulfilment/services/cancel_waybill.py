"""Call a flight off."""

from django.db import transaction

from entrepot.apps.fulfilment.models import MasterWaybill
from entrepot.domain.lifecycles import MASTER_WAYBILL
from entrepot.kit.transitions import transition


@transaction.atomic
def cancel_waybill(*, waybill: MasterWaybill, by: str) -> MasterWaybill:
    """The flight is called off; its bags wait for another."""
    cancelled = transition(waybill, MASTER_WAYBILL, to="cancelled", by=by)
    waybill.bags.update(waybill=None, pallet=None)
    return cancelled

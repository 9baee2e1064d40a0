"""Open a closed waybill again."""

from django.db import transaction

from entrepot.apps.fulfilment.models import MasterWaybill
from entrepot.domain.lifecycles import MASTER_WAYBILL
from entrepot.kit.transitions import transition


@transaction.atomic
def reopen_waybill(*, waybill: MasterWaybill, by: str) -> MasterWaybill:
    """Bags can be changed again until it departs."""
    return transition(waybill, MASTER_WAYBILL, to="open", by=by)

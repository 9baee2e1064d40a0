"""The shop takes a dropship order back before it was shipped."""

from django.db import transaction

from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services._locks import lock_order
from entrepot.domain.lifecycles import DROPSHIP_ORDER
from entrepot.kit.transitions import transition


@transaction.atomic
def cancel_dropship_order(*, dropship_order: DropshipOrder, why: str, by: str) -> DropshipOrder:
    """Cancel and tell the supplier. Raises ``IllegalTransition`` once it was shipped."""
    lock_order(dropship_order.consignment)
    cancelled = transition(dropship_order, DROPSHIP_ORDER, to="cancelled", by=by, why=why, reason=why[:300])
    supplier = cancelled.supplier.code
    record_fact(
        order=cancelled.consignment.order, kind="dropship_cancelled", by=by, for_buyer=False,
        facts={"number": cancelled.number, "why": why}, supplier=supplier,
        key=f"cancelled:{cancelled.number}",
    )  # fmt: skip
    return cancelled

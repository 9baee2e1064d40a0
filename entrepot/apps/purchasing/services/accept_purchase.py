"""The buyer abroad takes the task on."""

from django.db import transaction

from entrepot.apps.orders.services.advance_order import advance_order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.purchasing.models import PurchaseTask
from entrepot.apps.purchasing.services._locks import lock_order
from entrepot.domain.lifecycles import PURCHASE_TASK
from entrepot.kit.transitions import transition


@transaction.atomic
def accept_purchase(*, task: PurchaseTask, by: str) -> PurchaseTask:
    """Record the yes. Raises ``IllegalTransition`` when the task was answered before."""
    lock_order(task.consignment)
    accepted = transition(task, PURCHASE_TASK, to="accepted", by=by)
    order, supplier = accepted.consignment.order, accepted.supplier.code
    facts = {"number": accepted.number, "supplier": supplier, "buy_by": accepted.buy_by.isoformat()}
    record_fact(order=order, kind="purchase_accepted", by=by, facts=facts, supplier=supplier,
                key=f"purchase_accepted:{accepted.number}")  # fmt: skip
    advance_order(order=order, by=by, progress={accepted.consignment_id: "accepted"})
    return accepted

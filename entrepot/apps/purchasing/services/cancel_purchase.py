"""The order ended some other way: the task is withdrawn."""

from django.db import transaction

from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.purchasing.models import PurchaseTask
from entrepot.apps.purchasing.services._locks import lock_order
from entrepot.domain.lifecycles import PURCHASE_TASK
from entrepot.kit.transitions import transition


@transaction.atomic
def cancel_purchase(*, task: PurchaseTask, by: str) -> PurchaseTask:
    """Withdraw the task and tell the buyer abroad. Raises ``IllegalTransition`` for one that has ended."""
    lock_order(task.consignment)
    cancelled = transition(task, PURCHASE_TASK, to="cancelled", by=by)
    record_fact(
        order=cancelled.consignment.order, kind="purchase_cancelled", by=by, for_buyer=False,
        facts={"number": cancelled.number}, supplier=cancelled.supplier.code,
        key=f"purchase_cancelled:{cancelled.number}",
    )  # fmt: skip
    return cancelled

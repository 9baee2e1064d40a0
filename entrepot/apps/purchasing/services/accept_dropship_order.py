"""The supplier says yes."""

from django.db import transaction
from django.utils import timezone

from entrepot.apps.orders.services.advance_order import advance_order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.apps.purchasing.events import DropshipAccepted
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services._locks import lock_order
from entrepot.domain.lifecycles import DROPSHIP_ORDER
from entrepot.kit import outbox
from entrepot.kit.transitions import transition


@transaction.atomic
def accept_dropship_order(*, dropship_order: DropshipOrder, by: str) -> DropshipOrder:
    """Record the supplier's acceptance; a case about its lateness is resolved by it.

    Raises ``IllegalTransition`` when it was answered before. Event ``DropshipAccepted``.
    """
    lock_order(dropship_order.consignment)
    now = timezone.now()
    accepted = transition(dropship_order, DROPSHIP_ORDER, to="accepted", by=by, at=now, accepted_at=now)
    order = accepted.consignment.order
    supplier = accepted.supplier.code
    facts = {"number": accepted.number, "supplier": supplier}
    record_fact(order=order, kind="dropship_accepted", by=by, at=now, facts=facts, supplier=supplier,
                key=f"accepted:{accepted.number}")  # fmt: skip
    settle_cases(
        order=order, kinds=["supplier_late"], references=[accepted.number], by=by, resolution="accepted"
    )
    advance_order(order=order, by=by, progress={accepted.consignment_id: "in_fulfilment"})
    outbox.record(DropshipAccepted(accepted.pk, order.pk))
    return accepted

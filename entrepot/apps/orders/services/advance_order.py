"""The order follows its consignments: in fulfilment, shipped, delivered, or closed when none arrives."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from entrepot.apps.orders.events import OrderCompleted, OrderDelivered
from entrepot.apps.orders.models import Consignment, Order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.lifecycles import ORDER
from entrepot.domain.order_progress import UNDELIVERABLE, stage_of, steps_to_take
from entrepot.kit import outbox
from entrepot.kit.transitions import transition


@transaction.atomic
def advance_order(*, order: Order, by: str, progress: Mapping[int, str]) -> Order:
    """Note how far the named consignments are (``{consignment id: word}``) and move the order accordingly.

    Words are those of ``domain.order_progress.STAGES``; consignments not named stay where they were. Raises
    ``ValueError`` for an unknown word or a consignment of another order. One that was undeliverable stays so,
    whatever turns up. Event ``OrderDelivered`` when the last one arrives, ``OrderCompleted`` when none does.
    """
    current = Order.objects.select_for_update().only("status").get(pk=order.pk)
    consignments = {one.pk: one for one in Consignment.objects.filter(order=order).only("progress")}
    strangers = set(progress) - set(consignments)
    if strangers:
        raise ValueError(f"{order} has no consignments {sorted(strangers)}")
    for pk, word in progress.items():
        stage = stage_of(word)
        if consignments[pk].progress not in (stage, UNDELIVERABLE):
            consignments[pk].progress = stage
            Consignment.objects.filter(pk=pk).update(progress=stage)
    stages = [one.progress for one in consignments.values()]
    for step in steps_to_take(current.status, stages):
        _take(order, step, by, is_whole=UNDELIVERABLE not in stages)
    return order


def _take(order: Order, step: str, by: str, *, is_whole: bool) -> None:
    if step == "completed":
        transition(order, ORDER, to=step, by=by, closed_at=timezone.now())
        record_fact(order=order, kind="order_undeliverable", by=by, key="order_undeliverable")
        outbox.record(OrderCompleted(order.pk, order.number))
        return
    transition(order, ORDER, to=step, by=by)
    kind = "rest_delivered" if step == "delivered" and not is_whole else f"order_{step}"
    record_fact(order=order, kind=kind, by=by, key=f"order_{step}")
    if step == "delivered":
        outbox.record(OrderDelivered(order.pk, order.number))

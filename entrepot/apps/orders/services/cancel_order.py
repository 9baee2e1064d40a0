"""The order will not be fulfilled: its stock is free again. Money already paid is returned by payments."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Reservation
from entrepot.apps.inventory.services.release_reservations import release_reservations
from entrepot.apps.orders.events import OrderCancelled
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.lifecycles import ORDER
from entrepot.kit import outbox
from entrepot.kit.errors import Refused
from entrepot.kit.transitions import transition


@transaction.atomic
def cancel_order(*, order: Order, by: str, why: str) -> Order:
    """Cancel ``order`` and release what it holds. ``why`` is a sentence, or the code "not_paid_in_time".

    Raises ``Refused`` (``already_shipped``) once any of its goods have left, ``IllegalTransition`` when the
    order is closed. Event ``OrderCancelled``: payments returns the money, fulfilment and purchasing stop.
    """
    now = timezone.now()
    ORDER.check(
        Order.objects.select_for_update().values_list("status", flat=True).get(pk=order.pk), "cancelled"
    )
    release_reservations(reference=order.stock_reference)
    if Reservation.objects.filter(reference=order.stock_reference, status="shipped").exists():
        raise Refused(
            _("Goods of this order have already left the warehouse. Arrange a return instead."),
            code="already_shipped",
        )
    transition(order, ORDER, to="cancelled", by=by, at=now, why=why, closed_at=now)
    kind = "order_expired" if why == "not_paid_in_time" else "order_cancelled"
    record_fact(order=order, kind=kind, by=by, at=now, facts={"why": why})
    outbox.record(OrderCancelled(order.pk, order.number, why))
    return order

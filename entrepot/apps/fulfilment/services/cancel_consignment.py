"""A consignment will not be sent: its goods are free again and its money goes back."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.checkout.queries.still_paid import still_paid
from entrepot.apps.fulfilment.events import ConsignmentCancelled
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.promises import AT_RISK
from entrepot.apps.fulfilment.queries.proposals import PROPOSED
from entrepot.apps.fulfilment.services.cancel_shipment import cancel_shipment
from entrepot.apps.orders.models import Consignment, Order
from entrepot.apps.orders.services.advance_order import advance_order
from entrepot.apps.orders.services.cancel_order import cancel_order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.apps.payments.queries import due_back
from entrepot.apps.payments.services.call_off import call_off
from entrepot.apps.purchasing.queries import living_dropship_order, living_purchases
from entrepot.apps.purchasing.services.ask_for_balance import ask_for_balance
from entrepot.apps.purchasing.services.cancel_dropship_order import cancel_dropship_order
from entrepot.apps.purchasing.services.cancel_purchase import cancel_purchase
from entrepot.apps.purchasing.services.release_consignment_stock import release_consignment_stock
from entrepot.kit import outbox
from entrepot.kit.errors import Refused, invalid

LEFT = ("dispatched", "delivered", "returned")


@transaction.atomic
def cancel_consignment(*, consignment: Consignment, reason: str, by: str) -> Consignment:
    """Call off its shipment, dropship order or purchase, release its stock and return all it cost.

    Cancelling the last living consignment cancels the order. Doing it twice changes nothing. Raises
    ``Refused`` without a reason, or once the goods have left. Event ``ConsignmentCancelled``.
    """
    reason = reason.strip()
    if not reason:
        raise invalid("reason", _("Say why the consignment is cancelled; the buyer will read it."))
    order = Order.objects.select_for_update().get(pk=consignment.order_id)
    row = Consignment.objects.select_for_update().get(pk=consignment.pk)
    if row.progress == "cancelled":
        return row
    _call_off(row, reason, by)
    release_consignment_stock(consignment=row)
    parts = still_paid(row)
    amount = due_back(row, parts)
    record_fact(
        order=order, kind="consignment_cancelled", by=by, key=f"cancelled:consignment:{row.pk}",
        facts={"position": row.position, "reason": reason, "amount": str(amount.amount),
               "currency": order.currency},
    )  # fmt: skip
    advance_order(order=order, by=by, progress={row.pk: "cancelled"})
    _settle_cases(order, row, by)
    if order.consignments.exclude(progress="cancelled").exists():
        call_off(consignment=row, parts=parts, reason=reason, by=by)
        ask_for_balance(order=order, by=by)
    else:
        cancel_order(order=order, by=by, why=reason)
    outbox.record(ConsignmentCancelled(row.pk, order.pk))
    row.refresh_from_db()
    return row


def _call_off(consignment: Consignment, reason: str, by: str) -> None:
    shipment = Shipment.objects.filter(consignment=consignment).exclude(status="cancelled").first()
    dropship_order = living_dropship_order(consignment)
    handed_over = dropship_order is not None and dropship_order.status == "shipped"
    if handed_over or (shipment is not None and shipment.status in LEFT):
        raise Refused(_("The goods have left already. Arrange a return instead."), code="already_shipped")
    if shipment is not None:
        cancel_shipment(shipment=shipment, why=reason, by=by)
    if dropship_order is not None:
        cancel_dropship_order(dropship_order=dropship_order, why=reason, by=by)
    for task in living_purchases().filter(consignment=consignment):
        cancel_purchase(task=task, by=by)


def _settle_cases(order: Order, consignment: Consignment, by: str) -> None:
    """Cases that a cancellation answers: the supplier's no, its silence, its missing offer."""
    numbers = list(consignment.dropship_orders.values_list("number", flat=True))
    references = [*numbers, f"consignment:{consignment.pk}"]
    kinds = ["supplier_refused", "supplier_late", "supplier_offer_missing", AT_RISK, PROPOSED]
    settle_cases(order=order, kinds=kinds, references=references, by=by, resolution="cancelled and refunded")

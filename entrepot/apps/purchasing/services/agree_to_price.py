"""The customer still wants the goods at the price now asked."""

from django.db import transaction
from django.db.models import F

from entrepot.apps.checkout.services.price_again import price_again
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.reprice_order import reprice_order
from entrepot.apps.payments.services.follow_total import follow_total
from entrepot.apps.purchasing.models import PurchaseTask
from entrepot.apps.purchasing.services._locks import lock_order
from entrepot.domain.lifecycles import PURCHASE_TASK
from entrepot.domain.money import Money, total
from entrepot.kit.transitions import transition


@transaction.atomic
def agree_to_price(*, task: PurchaseTask, by: str) -> PurchaseTask:
    """The order, its duty and tax and its balance take the new price; the buyer abroad may buy.

    Raises ``IllegalTransition`` unless a price waits for consent.
    """
    lock_order(task.consignment)
    agreed = transition(task, PURCHASE_TASK, to="accepted", by=by)
    lines = list(agreed.lines.select_related("order_line"))
    for line in lines:
        line.unit_cost_amount = line.asked_cost_amount or line.unit_cost_amount
        line.save(update_fields=["unit_cost_amount"])
    agreed.cost_amount = total((line.unit_cost * line.quantity for line in lines), agreed.currency).amount
    agreed.save(update_fields=["cost_amount"])
    prices = {
        line.order_line_id: Money(line.asked_price_amount, line.order_line.currency)
        for line in lines
        if line.asked_price_amount is not None
    }
    again = price_again(consignment=agreed.consignment, prices=prices)
    risen = again.total - agreed.consignment.order.total
    order = reprice_order(
        consignment=agreed.consignment, prices=prices, charges=again.charges, landed_cost=again.landed_cost
    )
    follow_total(order=order)
    PurchaseTask.objects.filter(consignment__order=order, status="price_raised").update(
        asked_total_amount=F("asked_total_amount") + risen.amount
    )
    facts = {"number": agreed.number, "amount": str(order.total_amount), "currency": order.currency}
    record_fact(order=order, kind="purchase_price_agreed", by=by, facts=facts, supplier=agreed.supplier.code)
    return agreed

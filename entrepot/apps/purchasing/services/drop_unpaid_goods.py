"""The balance was not paid: what was bought for it is not sent, the rest of the order goes on."""

from django.db import transaction

from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.advance_order import advance_order
from entrepot.apps.purchasing.queries import living_purchases
from entrepot.apps.purchasing.services.cancel_purchase import cancel_purchase
from entrepot.apps.purchasing.services.release_consignment_stock import release_consignment_stock


@transaction.atomic
def drop_unpaid_goods(*, order_id: int) -> None:
    """Cancel the consignments of the order's plan, their purchases and what they hold. Safe to repeat."""
    order = Order.objects.select_for_update(of=("self",)).select_related("payment_plan").get(pk=order_id)
    unpaid = list(order.payment_plan.consignments.exclude(progress="cancelled").select_related("order"))
    for consignment in unpaid:
        for task in living_purchases().filter(consignment=consignment):
            cancel_purchase(task=task, by="system")
        release_consignment_stock(consignment=consignment)
    advance_order(order=order, by="system", progress={one.pk: "cancelled" for one in unpaid})

"""The buyer agreed that something else is due when the goods arrive."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Sum

from entrepot.apps.orders.models import Consignment, Order, OrderCharge
from entrepot.apps.orders.services.create_order import ChargeDraft


@transaction.atomic
def replace_delivery_charges(*, consignment: Consignment, charges: Sequence[ChargeDraft]) -> Order:
    """``charges`` take the place of all that was to be paid on the delivery of ``consignment``.

    What was paid at checkout stands. It asks nobody: nothing but the buyer's consent makes this right.
    """
    order = Order.objects.select_for_update().get(pk=consignment.order_id)
    OrderCharge.objects.filter(consignment=consignment, due="delivery").delete()
    OrderCharge.objects.bulk_create(
        OrderCharge(
            order=order, consignment=consignment, kind=each.kind, label=each.label, currency=order.currency,
            amount=each.money.amount, due="delivery", explanation=dict(each.explanation),
        )
        for each in charges
    )  # fmt: skip
    due = OrderCharge.objects.filter(order=order, due="delivery").aggregate(sum=Sum("amount"))["sum"]
    order.due_on_delivery_amount = due or 0
    order.save(update_fields=["due_on_delivery_amount"])
    return order

"""Goods that cost more than was thought: the order takes the price its buyer agreed to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from entrepot.apps.orders.models import Consignment, Order, OrderCharge, OrderLine
from entrepot.apps.orders.services.create_order import ChargeDraft
from entrepot.domain.money import Money, total


@transaction.atomic
def reprice_order(
    *,
    consignment: Consignment,
    prices: Mapping[int, Money],
    charges: Sequence[ChargeDraft],
    landed_cost: Mapping[str, Any],
) -> Order:
    """Write the agreed unit ``prices`` (order line id -> price) and what duty and tax make of them.

    ``charges`` replace those of the consignment but for its shipping. Nothing but the caller's agreement
    makes this right: it asks nobody.
    """
    order = Order.objects.select_for_update().get(pk=consignment.order_id)
    for line in OrderLine.objects.filter(consignment=consignment, pk__in=prices):
        line.unit_amount = prices[line.pk].amount
        line.line_amount = (prices[line.pk] * line.quantity).rounded().amount
        line.save(update_fields=["unit_amount", "line_amount"])
    OrderCharge.objects.filter(consignment=consignment).exclude(kind="shipping").delete()
    OrderCharge.objects.bulk_create(
        OrderCharge(
            order=order, consignment=consignment, kind=each.kind, label=each.label, currency=order.currency,
            amount=each.money.amount, due=each.due, explanation=dict(each.explanation),
        )
        for each in charges
    )  # fmt: skip
    Consignment.objects.filter(pk=consignment.pk).update(landed_cost=dict(landed_cost))
    _add_up(order)
    return order


def _add_up(order: Order) -> None:
    charges = list(OrderCharge.objects.filter(order=order))

    def due(when: str, *kinds: str) -> Money:
        fitting = (one.money for one in charges if one.due == when and one.kind in kinds)
        return total(fitting, order.currency)

    goods = total((line.line_total for line in OrderLine.objects.filter(order=order)), order.currency)
    order.goods_amount = goods.amount
    order.duty_amount = due("checkout", "duty").amount
    order.tax_amount = due("checkout", "tax").amount
    order.fee_amount = due("checkout", "fee").amount
    order.due_on_delivery_amount = due("delivery", "duty", "tax", "fee").amount
    order.total_amount = (goods + order.shipping + order.duty + order.tax + order.fee).amount
    order.save(
        update_fields=[
            "goods_amount", "duty_amount", "tax_amount", "fee_amount", "due_on_delivery_amount",
            "total_amount",
        ]
    )  # fmt: skip

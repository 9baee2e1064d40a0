"""What an order earned after everything it cost: the goods as they were bought, and their storage."""

from collections.abc import Iterable

from django.conf import settings

from entrepot.apps.inventory.queries.shipped import ShippedUnits, shipped_units
from entrepot.apps.markets.queries import convert
from entrepot.apps.orders.models import Consignment, Order, OrderCharge
from entrepot.apps.payments.models import Refund
from entrepot.apps.payments.queries import paid_amount, refunded_amount
from entrepot.apps.purchasing.models import DropshipOrder, PurchaseTask
from entrepot.domain.money import Money, total
from entrepot.domain.order_profit import OrderProfit, handling_cost

PASSED_ON = ("duty", "tax")


def order_profit(order: Order) -> OrderProfit | None:
    """The profit so far, in the order's currency; ``None`` while nothing is paid. Ten statements.

    Goods are what the pieces that left had cost, landed and after write-downs, or what supplier or shop got;
    storage is their part of every day they lay there. Freight is the lane's price as agreed, handling follows
    the sourcing policy, the provider's share is ``PAYMENT_FEE_SHARE``. Other currencies count at the rate of
    the day the order was placed.
    """
    paid = paid_amount(order)
    if not paid:
        return None
    sent = [one for one in order.consignments.prefetch_related("lines") if one.progress != "cancelled"]
    shipped = shipped_units(order.stock_reference)
    outside = _bought_outside(sent)
    left_outside = {row.consignment_id for row in outside}
    pieces = {one.pk: sum(line.quantity for line in one.lines.all()) for one in sent}
    gone = sum(each.units for each in shipped) + sum(pieces[pk] for pk in left_outside)
    goods = [each.goods for each in shipped if each.goods is not None] + [row.cost for row in outside]
    costs = (
        ("duty_and_tax", _passed_on(order)),
        ("goods", _sum(order, goods)),
        ("freight", _freight(order, sent)),
        ("handling", _handling(order, list(pieces.values()))),
        ("storage", _sum(order, _storage(shipped))),
        ("payment", (paid * settings.PAYMENT_FEE_SHARE).rounded()),
    )
    return OrderProfit(
        received=paid - refunded_amount(order), costs=costs,
        unvalued=sum(each.units for each in shipped if each.goods is None),
        waiting=max(0, sum(pieces.values()) - gone),
    )  # fmt: skip


def _bought_outside(sent: list[Consignment]) -> list[DropshipOrder | PurchaseTask]:
    """What suppliers sent and buyers abroad bought for the consignments."""
    ids = [one.pk for one in sent]
    return [
        *DropshipOrder.objects.filter(consignment_id__in=ids, status="shipped"),
        *PurchaseTask.objects.filter(consignment_id__in=ids, status="bought"),
    ]


def _passed_on(order: Order) -> Money:
    """Duty and tax that the buyer paid and did not get back: we owe them to the authorities."""
    charged = order.duty + order.tax
    refunds = Refund.objects.filter(payment__order=order).exclude(status="failed")
    back = (Money.of(refund.parts.get(part, 0), order.currency) for refund in refunds for part in PASSED_ON)
    return charged - total(back, order.currency)


def _freight(order: Order, sent: list[Consignment]) -> Money:
    charges = OrderCharge.objects.filter(consignment__in=sent, kind=OrderCharge.Kind.SHIPPING)
    return total((charge.money for charge in charges), order.currency)


def _handling(order: Order, pieces: list[int]) -> Money:
    policy = settings.SOURCING_POLICY
    cost = handling_cost(policy.per_consignment, policy.per_piece, pieces)
    return _sum(order, [Money(cost, policy.currency)])


def _storage(shipped: Iterable[ShippedUnits]) -> list[Money]:
    return [fee for each in shipped for fee in each.storage]


def _sum(order: Order, amounts: Iterable[Money]) -> Money:
    """In the order's currency. Amounts of one currency are added before they are converted and rounded."""
    sums: dict[str, Money] = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, Money.zero(amount.currency)) + amount
    day = order.placed_at.date()
    return total((convert(each, order.currency, day) for each in sums.values()), order.currency)

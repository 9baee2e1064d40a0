"""What an order earned after everything it cost: the goods as they were bought, and their storage."""

from collections.abc import Iterable

from django.conf import settings

from entrepot.apps.fulfilment.queries.billed_shares import is_billed
from entrepot.apps.fulfilment.queries.order_figures import OrderFigures, SentConsignment, figures_of
from entrepot.apps.inventory.queries.shipped import ShippedUnits
from entrepot.apps.markets.queries import convert
from entrepot.apps.orders.models import Order, OrderCharge
from entrepot.domain.money import Money, total
from entrepot.domain.order_profit import Profit, handling_cost

PASSED_ON = ("duty", "tax")


def order_profit(order: Order) -> Profit | None:
    """The profit so far, in the order's currency; ``None`` while nothing is paid; at most 18 statements.

    Goods are what the pieces that left had cost, landed and after write-downs, or what supplier or shop got;
    storage is their part of every day they lay there. Freight is the lane's price as agreed (of a consignment
    that goes another way now that of the new one), changed by what carriers billed otherwise and nobody
    contests; so are duty and tax that carriers paid. Handling follows the sourcing policy, the provider's
    share is ``PAYMENT_FEE_SHARE``. What carriers paid for parcels that they
    lost or damaged is received, too. Other currencies count at the rate of the day the order was placed.
    """
    return next((profit_of(figures) for figures in figures_of([order])), None)


def profit_of(figures: OrderFigures) -> Profit:
    """The same of figures that are read already. Raises ``Refused`` without an exchange rate of the day."""
    order, shipped, paid = figures.order, figures.shipped, figures.paid
    outside = [row for one in figures.sent for row in one.outside]
    pieces = [one.pieces for one in figures.sent]
    gone = sum(each.units for each in shipped) + sum(one.pieces for one in figures.sent if one.outside)
    goods = [each.goods for each in shipped if each.goods is not None] + [row.cost for row in outside]
    back = (refund.money for refund in figures.refunds if refund.currency == order.currency)
    recovered = (money for one in figures.sent for money in one.recovered)
    costs = (
        ("duty_and_tax", _passed_on(figures) + _changed(figures, levies=True)),
        ("goods", _sum(order, goods)),
        ("freight", _freight(figures) + _changed(figures, levies=False)),
        ("handling", _handling(order, pieces)),
        ("storage", _sum(order, _storage(shipped))),
        ("payment", (paid * settings.PAYMENT_FEE_SHARE).rounded()),
    )
    return Profit(
        received=paid - total(back, order.currency) + total(recovered, order.currency), costs=costs,
        unvalued=sum(each.units for each in shipped if each.goods is None),
        waiting=max(0, sum(pieces) - gone),
        parcels=sum(len(one.billed) for one in figures.sent),
        billed=sum(is_billed(shares) for one in figures.sent for shares in one.billed),
    )  # fmt: skip


def _passed_on(figures: OrderFigures) -> Money:
    """Duty and tax that the buyer paid and did not get back: we owe them to the authorities."""
    order = figures.order
    charged = order.duty + order.tax
    back = (
        Money.of(refund.parts.get(part, 0), order.currency)
        for refund in figures.refunds
        for part in PASSED_ON
    )
    return charged - total(back, order.currency)


def _freight(figures: OrderFigures) -> Money:
    currency = figures.order.currency
    return total((_freight_of(one, currency) for one in figures.sent), currency)


def _freight_of(one: SentConsignment, currency: str) -> Money:
    if "freight" in one.consignment.landed_cost:
        return Money.of(one.consignment.landed_cost["freight"], currency)
    shipping = (charge.money for charge in one.charges if charge.kind == OrderCharge.Kind.SHIPPING)
    return total(shipping, currency)


def _changed(figures: OrderFigures, *, levies: bool) -> Money:
    """By how much carriers billed more (or less) than was expected: of duty and tax, or of all else."""
    shares = (share for one in figures.sent for shares in one.billed for share in shares)
    return _sum(figures.order, [share.change for share in shares if share.is_levy == levies])


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

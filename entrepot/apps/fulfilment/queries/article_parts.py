"""How an order's amounts fall to its articles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.conf import settings

from entrepot.apps.fulfilment.queries.order_figures import OrderFigures, SentConsignment
from entrepot.apps.inventory.queries.shipped import ShippedUnits
from entrepot.apps.markets.queries import fx_rate
from entrepot.apps.orders.models import Order, OrderCharge
from entrepot.domain.money import Money
from entrepot.domain.order_profit import RECEIVED, ArticlePart, handling_cost

Weights = defaultdict[str, Decimal]


def parts_of(figures: OrderFigures) -> dict[int, ArticlePart]:
    """Each variant's part of an order, by its id; empty when every consignment was cancelled.

    What came in falls to an article by what its kept pieces were sold for and the charges beside them: duty,
    tax and fees of a consignment by value, freight by gross weight. Goods and storage are those of its own
    pieces. Raises ``Refused`` without an exchange rate of the day.
    """
    weights: dict[int, Weights] = defaultdict(lambda: defaultdict(Decimal))
    sold: Counter[int] = Counter()
    gone: Counter[int] = Counter()
    for one in figures.sent:
        for line in one.lines:
            sold[line.variant_id] += line.quantity
            gone[line.variant_id] += line.quantity if one.outside else 0
        _weigh_charges(one, weights)
        _weigh_handling(one, weights)
        _weigh_outside(one, figures.order, weights)
    unvalued: Counter[int] = Counter()
    for each in figures.shipped:
        _weigh_shipped(each, figures.order, weights)
        gone[each.variant_id] += each.units
        unvalued[each.variant_id] += each.units if each.goods is None else 0
    for each_weights in weights.values():
        each_weights["payment"] = each_weights[RECEIVED]
    return {
        variant_id: ArticlePart(
            pieces, unvalued[variant_id], max(0, pieces - gone[variant_id]), weights[variant_id]
        )
        for variant_id, pieces in sold.items()
    }


def _weigh_charges(one: SentConsignment, weights: dict[int, Weights]) -> None:
    values = [line.line_amount * (line.quantity - line.returned) / line.quantity for line in one.lines]
    masses = [Decimal(line.gross_weight_g * line.quantity) for line in one.lines]
    charged: Weights = defaultdict(Decimal)
    for charge in one.charges:
        charged[charge.kind] += charge.amount if charge.due == "checkout" else Decimal(0)
    levies = _by_weight(charged[OrderCharge.Kind.DUTY] + charged[OrderCharge.Kind.TAX], values)
    fees = _by_weight(charged[OrderCharge.Kind.FEE], values)
    freight = _by_weight(charged[OrderCharge.Kind.SHIPPING], masses)
    for line, value, levy, fee, carried in zip(one.lines, values, levies, fees, freight, strict=True):
        its = weights[line.variant_id]
        its["duty_and_tax"] += levy
        its["freight"] += carried
        its[RECEIVED] += value + levy + fee + carried


def _weigh_handling(one: SentConsignment, weights: dict[int, Weights]) -> None:
    policy = settings.SOURCING_POLICY
    whole = handling_cost(policy.per_consignment, policy.per_piece, [one.pieces])
    shares = _by_weight(whole, [Decimal(line.quantity) for line in one.lines])
    for line, share in zip(one.lines, shares, strict=True):
        weights[line.variant_id]["handling"] += share


def _weigh_outside(one: SentConsignment, order: Order, weights: dict[int, Weights]) -> None:
    variants = {line.pk: line.variant_id for line in one.lines}
    for row in one.outside:
        for line in row.lines.all():
            cost = line.unit_cost * line.quantity
            weights[variants[line.order_line_id]]["goods"] += _in_currency_of(order, [cost])


def _weigh_shipped(each: ShippedUnits, order: Order, weights: dict[int, Weights]) -> None:
    its = weights[each.variant_id]
    its["goods"] += _in_currency_of(order, [each.goods] if each.goods is not None else [])
    its["storage"] += _in_currency_of(order, each.storage)


def _in_currency_of(order: Order, amounts: Iterable[Money]) -> Decimal:
    day = order.placed_at.date()
    converted = (each.amount * fx_rate(each.currency, order.currency, day).rate for each in amounts)
    return max(Decimal(0), sum(converted, Decimal(0)))


def _by_weight(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """``amount`` in exact parts; equal ones when nothing weighs."""
    whole = sum(weights, Decimal(0))
    return [amount * weight / whole if whole else amount / len(weights) for weight in weights]

"""What a day is worth, and how many orders to send together."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from entrepot.domain.simulation.tally import Tally
from entrepot.domain.simulation.world import Batching, Market
from entrepot.domain.sourcing.freight import TooHeavy, freight
from entrepot.domain.sourcing.lanes import Lane
from entrepot.domain.sourcing.order_costs import in_batch, in_currency, mean_wait
from entrepot.domain.sourcing.weights import Load

SIZES: Final = (1, 2, 5, 10, 20, 40, 80, 160)
HALF_A_DAY: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Sooner:
    """``mode`` brings goods ``days`` sooner than ``than``, the least costly of the slower ways. A day sooner
    costs ``a_day``, a share of the goods' price (below zero: it saves); it pays where a day is
    worth more to buyers."""

    mode: str
    than: str
    days: Decimal
    a_day: Decimal


def sooner(tallies: Sequence[Tally]) -> list[Sooner]:
    """What every way but the slowest asks for a day, the slower ways first. Half a day is the
    least difference that counts."""
    known = [
        (days, each.cost / each.sales, each.mode)
        for each in tallies
        if each.sales and (days := each.mean_days) is not None
    ]
    found = []
    for days, share, mode in sorted(known, reverse=True):
        slower = [
            (other, its_days, its_mode)
            for its_days, other, its_mode in known
            if its_days - days >= HALF_A_DAY
        ]
        if slower:
            other, its_days, its_mode = min(slower)
            found.append(Sooner(mode, its_mode, its_days - days, (share - other) / (its_days - days)))
    return found


@dataclass(frozen=True, slots=True)
class Batch:
    """``size`` orders sent together: freight of each, days that each waits on average for the others, and
    both together in money."""

    size: int
    freight: Decimal
    wait_days: Decimal
    total: Decimal


def batches(market: Market, days: int) -> list[Batch]:
    """Freight of the usual order sent alone, or with others in bulk and on by a local carrier; the buyers'
    waiting is valued by the policy. Empty where the market has nothing to compare, or no orders."""
    batching = market.batching
    if batching is None or not market.orders:
        return []
    count = len(market.orders)
    grams = sum(market.articles[one].gross_weight_g * n for order in market.orders for one, n in order.pieces)
    value = sum(
        (market.articles[one].price * n for order in market.orders for one, n in order.pieces), Decimal(0)
    )
    found = []
    for size in SIZES:
        each = _each(market, batching, Load(grams // count), size)
        if each is not None:
            wait = mean_wait(size, Decimal(days) / count)
            waiting = market.policy.waiting(value / count, wait)
            found.append(Batch(size, each, wait, each + waiting))
    return found


def _each(market: Market, batching: Batching, load: Load, size: int) -> Decimal | None:
    home = market.destination.country
    if size == 1:
        return _price(market, batching.single, home, load)
    together = Load(load.grams * size)
    bulk = _price(market, batching.bulk, batching.gateway, together)
    local = _price(market, batching.local, home, load)
    return None if bulk is None or local is None else in_batch(bulk, size, local)


def _price(market: Market, lane: Lane, destination: str, load: Load) -> Decimal | None:
    try:
        asked = freight(lane, destination, load, postcode=market.destination.postcode)
    except TooHeavy:
        return None
    return in_currency(asked, market.currency, market.rates).amount

"""Baskets of real buyers on the days to be played: the retailer's small invoices, moved by whole weeks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Final

from entrepot.demo import catalogue
from entrepot.demo.rows import RetailArticle, SalesLine
from entrepot.domain.simulation.world import Order

# Above this an invoice is taken for a reseller's.
LARGEST_GBP: Final = Decimal(120)
BEST_SELLERS: Final = 200
WEEK: Final = timedelta(days=7)


class NotInHistory(ValueError):
    """The sales history has no such days."""


@dataclass(frozen=True)
class Baskets:
    """``played`` in the days asked for, ``before`` them in as many as stock goes by. ``best`` are the
    articles, the one in most baskets first."""

    before: Sequence[Order]
    played: Sequence[Order]
    best: Sequence[RetailArticle]


def baskets(start: date, days: int, days_before: int, most: int) -> Baskets:
    """At most ``most`` orders for the ``days`` from ``start`` on, evenly over time.

    History is moved by whole weeks to the same season where it has those days, otherwise as late as it goes.
    Raises ``NotInHistory`` for more days than it has.
    """
    sales, best = _small_sales()
    first, last = sales[0][0].placed_at.date(), sales[-1][0].placed_at.date()
    span = timedelta(days=days - 1)
    if first + timedelta(days=days_before) + span > last:
        held = (last - first).days + 1 - days_before
        raise NotInHistory(f"the sales history has {held} days to play; ask for fewer than {days}")
    shift = _shift(start - timedelta(days=days_before), start + span, first, last)
    since = start - timedelta(days=days_before)
    moved = [_order(lines, shift) for lines in sales]
    within = [order for order in moved if since <= order.at.date() <= start + span]
    return Baskets(*thinned(within, start, most), best)


def thinned(orders: Sequence[Order], start: date, most: int) -> tuple[list[Order], list[Order]]:
    """Those before ``start`` and at most ``most`` from it on, evenly over time, as many of each thousand."""
    played = sum(order.at.date() >= start for order in orders)
    chosen = _evenly(orders, most * len(orders) // played if played else 0)
    return (
        [order for order in chosen if order.at.date() < start],
        [order for order in chosen if order.at.date() >= start],
    )


def _shift(since: date, until: date, first: date, last: date) -> timedelta:
    """Whole weeks, so that a Monday stays a Monday; the fewest years back that history covers."""
    weeks = round((since - first) / WEEK)
    for years in range(60):
        shift = round(timedelta(days=round(years * 365.2425)) / WEEK) * WEEK
        if first <= since - shift and until - shift <= last:
            return shift
    shift = weeks * WEEK
    while until - shift > last:
        shift += WEEK
    return shift


@cache
def _small_sales() -> tuple[list[list[SalesLine]], list[RetailArticle]]:
    """Invoices of the best sellers that can cross a border, in order of time; other lines are left out."""
    articles = {one.sku: one for one in catalogue.retail_articles() if one.hs6 and not one.dangerous_goods}
    invoices: dict[str, list[SalesLine]] = defaultdict(list)
    for line in catalogue.sales_history():
        if line.kind == "sale":
            invoices[line.invoice].append(line)
    small = [lines for lines in invoices.values() if _value(lines) <= LARGEST_GBP]
    sold = Counter(sku for lines in small for sku in {line.sku for line in lines} if sku in articles)
    best = sorted(sold, key=lambda sku: (-sold[sku], sku))[:BEST_SELLERS]
    known = set(best)
    kept = ([line for line in lines if line.sku in known] for lines in small)
    return [lines for lines in kept if lines], [articles[sku] for sku in best]


def _value(lines: Iterable[SalesLine]) -> Decimal:
    return sum((line.quantity * line.unit_price_gbp for line in lines), Decimal(0))


def _order(lines: Sequence[SalesLine], shift: timedelta) -> Order:
    pieces = Counter[str]()
    for line in lines:
        pieces[line.sku] += line.quantity
    return Order(lines[0].invoice, _moved(lines[0].placed_at, shift), tuple(pieces.items()))


def _moved(at: datetime, shift: timedelta) -> datetime:
    """The same hour on the clock."""
    return at + shift


def _evenly(orders: Sequence[Order], most: int) -> list[Order]:
    count = min(most, len(orders))
    return [orders[number * len(orders) // count] for number in range(count)]


def as_imports(order: Order, article_of: Mapping[str, str], most_lines: int = 3) -> Order:
    """The same buyer wants one piece each of other goods."""
    articles = dict.fromkeys(article_of[sku] for sku, _pieces in order.pieces)
    return Order(order.id, order.at, tuple((one, 1) for one in list(articles)[:most_lines]))

"""What each article earned: every order's profit, shared out to the articles in it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef

from entrepot.apps.fulfilment.queries.article_parts import parts_of
from entrepot.apps.fulfilment.queries.order_figures import OrderFigures, figures_of
from entrepot.apps.fulfilment.queries.profit import profit_of
from entrepot.apps.markets.queries import fx_rate
from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment
from entrepot.domain.order_profit import Profit, added_up, shared_out
from entrepot.kit.errors import Refused

# Orders of which a report is made, and how many are read at once.
MOST_ORDERS: Final = 2000
AT_ONCE: Final = 250


@dataclass(frozen=True, slots=True)
class ArticleProfit:
    """``pieces`` of a variant that were sold, and their profit in the shop's own currency."""

    variant_id: int
    pieces: int
    profit: Profit


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """The greatest loss first. Of ``orders`` that were paid, ``not_read`` older ones are beyond the bound and
    ``without_rate`` could not be converted: what they earned is in no row."""

    rows: list[ArticleProfit]
    orders: int
    not_read: int
    without_rate: int

    @property
    def whole(self) -> Profit | None:
        """All rows as one; ``None`` when there are none."""
        return added_up([row.profit for row in self.rows]) if self.rows else None


def article_profits(*, since: datetime, before: datetime, most: int = MOST_ORDERS) -> ArticleReport:
    """The articles of paid orders placed in ``[since, before)``, of the newest ``most`` of them.

    At most fourteen statements for every ``AT_ONCE`` orders. Amounts count at the rate of the day of each
    order. What an order cost whose consignments were all cancelled falls to no article.
    """
    paid = Payment.objects.filter(order=OuterRef("pk"), status="captured")
    orders = Order.objects.filter(Exists(paid), placed_at__gte=since, placed_at__lt=before)
    count, read = orders.count(), list(orders.order_by("-placed_at", "-pk")[:most])
    pieces: Counter[int] = Counter()
    profits: dict[int, list[Profit]] = defaultdict(list)
    without_rate = 0
    for figures in _figures(read):
        try:
            shares = _shares(figures)
        except Refused:
            without_rate += 1
            continue
        for variant_id, sold, profit in shares:
            pieces[variant_id] += sold
            profits[variant_id].append(profit)
    rows = [ArticleProfit(one, pieces[one], added_up(each).rounded()) for one, each in profits.items()]
    rows.sort(key=lambda row: (row.profit.profit.amount, row.variant_id))
    return ArticleReport(rows, count, count - len(read), without_rate)


def _figures(orders: list[Order]) -> Iterator[OrderFigures]:
    for start in range(0, len(orders), AT_ONCE):
        yield from figures_of(orders[start : start + AT_ONCE])


def _shares(figures: OrderFigures) -> list[tuple[int, int, Profit]]:
    """(variant, pieces, profit) of an order in the shop's own currency, not rounded."""
    order, parts = figures.order, parts_of(figures)
    if not parts:
        return []
    rate = fx_rate(order.currency, settings.BASE_CURRENCY, order.placed_at.date()).rate
    profits = shared_out(profit_of(figures), list(parts.values()))
    return [
        (variant_id, part.pieces, profit.converted(rate, settings.BASE_CURRENCY))
        for (variant_id, part), profit in zip(parts.items(), profits, strict=True)
    ]

"""What articles earned, with the capital that lies in each of them now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.fulfilment.queries.article_profit import ArticleProfit, ArticleReport, article_profits
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.inventory.queries import CapitalRow, tied_capital
from entrepot.apps.inventory.queries.capital import PACE_DAYS
from entrepot.apps.markets.queries import convert, currencies
from entrepot.domain.inventory.ageing import turns_a_year
from entrepot.domain.money import Money, total

USUAL_DAYS: Final = 30
LONGEST_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class Period:
    """Days of placing, both included (UTC)."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ArticleShown:
    """``costs`` by their names. ``tied`` is what the stock of today is worth in the shop's own currency
    without the ``unvalued`` units, ``turns`` how often it sells in a year at the pace of the last 90 days."""

    row: ArticleProfit
    variant: Variant
    costs: dict[str, Money]
    tied: Money
    unvalued: int
    turns: Decimal | None


def period_told(first: str, last: str) -> Period:
    """The days told; the last 30 for what is no day, and never more than a year up to the last."""
    end = _day(last) or timezone.now().date()
    begin = _day(first) or end - timedelta(days=USUAL_DAYS - 1)
    return Period(max(min(begin, end), end - timedelta(days=LONGEST_DAYS - 1)), end)


def report_of(period: Period) -> ArticleReport:
    """The articles of orders placed in the period."""
    return article_profits(
        since=datetime.combine(period.first, time.min, UTC),
        before=datetime.combine(period.last, time.min, UTC) + timedelta(days=1),
    )


def articles_shown(rows: Sequence[ArticleProfit]) -> list[ArticleShown]:
    """The rows of one page with their articles and stock. Six statements."""
    ids = [row.variant_id for row in rows]
    variants = Variant.objects.select_related("product").in_bulk(ids)
    levels = StockLevel.objects.filter(variant_id__in=ids, on_hand__gt=0).select_related(
        "warehouse", "variant"
    )
    stock: dict[int, list[CapitalRow]] = defaultdict(list)
    for held in tied_capital(list(levels), yearly_rate=Decimal(0)):
        stock[held.level.variant_id].append(held)
    return [_shown(row, variants[row.variant_id], stock[row.variant_id]) for row in rows]


def _shown(row: ArticleProfit, variant: Variant, held: list[CapitalRow]) -> ArticleShown:
    today = timezone.now().date()
    known = currencies(today)
    house = settings.BASE_CURRENCY
    values = [value for each in held for value in each.values if value.currency in known]
    units = sum(each.units for each in held)
    return ArticleShown(
        row=row, variant=variant, costs=dict(row.profit.costs),
        tied=total((convert(value, house, today) for value in values), house),
        unvalued=sum(each.unvalued for each in held),
        turns=turns_a_year(sum(each.shipped for each in held), PACE_DAYS, units),
    )  # fmt: skip


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None

"""The capital in all our stock together: what it is worth, how old it is, how it turns, what is at risk."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.inventory.models import StockLevel, Warehouse
from entrepot.apps.inventory.queries import CapitalRow, tied_capital
from entrepot.apps.inventory.queries.capital import PACE_DAYS
from entrepot.apps.inventory.queries.stock_in import NOT_OURS
from entrepot.apps.inventory.queries.write_downs import suggested_write_downs
from entrepot.apps.markets.queries import convert
from entrepot.domain.inventory.ageing import turns_a_year
from entrepot.domain.money import Money


@dataclass(frozen=True, slots=True)
class Tied:
    """The capital of one ``subject`` (a warehouse, an article, or none for all), in the shop's currency.

    ``old`` is what came in more than 90 days ago, ``at_risk`` what the rules of today would write down more,
    ``unvalued`` are units whose cost nobody knows.
    """

    subject: Any
    units: int
    unvalued: int
    worth: Money
    old: Money
    at_risk: Money
    interest: Money
    storage: Money
    bands: tuple[int, ...]
    oldest_days: int
    shipped: int

    @property
    def turns(self) -> Decimal | None:
        return turns_a_year(self.shipped, PACE_DAYS, self.units)

    @property
    def old_share(self) -> Decimal:
        share = self.old.amount / self.worth.amount if self.worth.amount else Decimal(0)
        return share.quantize(Decimal("0.001"))


# By what the list may be sorted, the weightiest first.
ORDERS: Final[Mapping[str, Callable[[Tied], Any]]] = {
    "worth": lambda row: -row.worth.amount,
    "old": lambda row: (-row.old.amount, -row.worth.amount),
    "risk": lambda row: (-row.at_risk.amount, -row.worth.amount),
    "turns": lambda row: (row.turns or 0, -row.worth.amount),
}

# The columns read of thousands of levels; the texts and search words of a product are long.
SHOWN: Final = (
    "warehouse__code", "warehouse__name", "variant__sku", "variant__product__code", "variant__product__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CapitalReport:
    whole: Tied
    warehouses: list[Tied]
    articles: list[Tied]


def capital_report(*, warehouse: str, category: str, order: str, yearly_rate: Decimal) -> CapitalReport:
    """What lies in our warehouses now, or in one, or of one category; articles by one of ``ORDERS``.
    Amounts are converted at the rates of today."""
    levels = StockLevel.objects.filter(on_hand__gt=0).exclude(warehouse__kind__in=NOT_OURS)
    if warehouse:
        levels = levels.filter(warehouse__code=warehouse)
    if category:
        levels = levels.filter(variant__product__category__slug=category)
    shown = levels.select_related("warehouse", "variant__product").only(*SHOWN)
    rows = tied_capital(list(shown), yearly_rate=yearly_rate)
    today = timezone.now().date()
    risks: dict[int, list[Money]] = defaultdict(list)
    for each in suggested_write_downs(on=today):
        risks[each.lot.level_id].append(each.amount)
    by_place: dict[Warehouse, list[CapitalRow]] = defaultdict(list)
    by_article: dict[Variant, list[CapitalRow]] = defaultdict(list)
    for row in rows:
        by_place[row.level.warehouse].append(row)
        by_article[row.level.variant].append(row)
    places = [_tied(place, held, risks, today) for place, held in by_place.items()]
    articles = [_tied(variant, held, risks, today) for variant, held in by_article.items()]
    return CapitalReport(
        _tied(None, rows, risks, today),
        sorted(places, key=ORDERS["worth"]),
        sorted(articles, key=lambda row: (ORDERS[order](row), row.subject.sku)),
    )


def _tied(subject: Any, rows: Iterable[CapitalRow], risks: Mapping[int, list[Money]], on: date) -> Tied:
    held = list(rows)

    def total(amounts: Iterable[Money]) -> Money:
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for each in amounts:
            sums[each.currency] += each.amount
        zero = Money.zero(settings.BASE_CURRENCY)
        return sum((convert(Money(sums[code], code), zero.currency, on) for code in sums), zero)

    return Tied(
        subject, sum(row.units for row in held), sum(row.unvalued for row in held),
        total(each for row in held for each in row.values),
        total(each for row in held for each in row.old_values),
        total(each for row in held for each in risks.get(row.level.pk, ())),
        total(each for row in held for each in row.capital_costs),
        total(each for row in held for each in row.storage),
        tuple(map(sum, zip(*(row.bands for row in held), strict=True))),
        max((row.oldest_days for row in held), default=0), sum(row.shipped for row in held),
    )  # fmt: skip

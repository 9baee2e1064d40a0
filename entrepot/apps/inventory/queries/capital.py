"""Capital tied in stock: what it is worth, how old it is, how often it turns, what storing it costs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Q, Sum
from django.utils import timezone

from entrepot.apps.inventory.models import Lot, StockLevel, StockMovement, StorageFee
from entrepot.apps.inventory.queries.write_downs import standing_write_down, written_down
from entrepot.domain.inventory.ageing import AGE_BANDS, AgedUnits, by_age_band, capital_cost, turns_a_year
from entrepot.domain.money import Money

OLD_DAYS: Final = AGE_BANDS[3]
PACE_DAYS: Final = 90
FEE_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class CapitalRow:
    """One article in one warehouse. ``values`` per currency, without the ``unvalued`` units whose cost nobody
    knows; ``old_values`` are those of lots from ``OLD_DAYS`` on, ``written_down`` is what of all is lost,
    ``capital_costs`` the interest since the goods arrived, ``storage`` the fees of the last 30 days,
    ``shipped`` the units that left in the last ``PACE_DAYS``.
    """

    level: StockLevel
    units: int
    unvalued: int
    values: tuple[Money, ...]
    old_values: tuple[Money, ...]
    written_down: tuple[Money, ...]
    capital_costs: tuple[Money, ...]
    storage: tuple[Money, ...]
    bands: tuple[int, ...]
    oldest_days: int
    shipped: int
    turns: Decimal | None


def tied_capital(levels: Sequence[StockLevel], *, yearly_rate: Decimal) -> list[CapitalRow]:
    """The rows of ``levels`` (with warehouse and variant), in their order. Four statements."""
    ids = [level.pk for level in levels]
    today = timezone.now().date()
    lots: dict[int, list[Lot]] = defaultdict(list)
    for lot in Lot.objects.filter(Q(quantity__gt=0) | Q(blocked__gt=0), level_id__in=ids):
        lots[lot.level_id].append(lot)
    shipped = _shipped(ids)
    storage = _storage(ids)
    standing = written_down(lot.pk for held in lots.values() for lot in held)
    rows = []
    for level in levels:
        held = [(lot, max(0, (today - lot.received_at.date()).days)) for lot in lots[level.pk]]
        units = sum(lot.units for lot, _age in held)
        values: dict[str, Money] = {}
        old: dict[str, Money] = {}
        interest: dict[str, Money] = {}
        lost: dict[str, Money] = {}
        for lot, age in held:
            if (value := lot.value) is not None:
                _add(values, value)
                if age >= OLD_DAYS:
                    _add(old, value)
                _add(interest, capital_cost(value, yearly_rate, age))
                if lot.pk in standing:
                    _add(lost, standing_write_down(standing[lot.pk], lot.units, value.currency).rounded())
        rows.append(
            CapitalRow(
                level=level, units=units,
                unvalued=sum(lot.units for lot, _age in held if not lot.currency),
                values=tuple(values.values()), old_values=tuple(old.values()),
                written_down=tuple(lost.values()),
                capital_costs=tuple(interest.values()),
                storage=storage.get(level.pk, ()),
                bands=by_age_band(AgedUnits(lot.units, age) for lot, age in held),
                oldest_days=max((age for _lot, age in held), default=0),
                shipped=shipped.get(level.pk, 0),
                turns=turns_a_year(shipped.get(level.pk, 0), PACE_DAYS, units),
            )
        )  # fmt: skip
    return rows


def _add(sums: dict[str, Money], amount: Money) -> None:
    sums[amount.currency] = sums.get(amount.currency, Money.zero(amount.currency)) + amount


def _shipped(level_ids: list[int]) -> dict[int, int]:
    since = timezone.now() - timedelta(days=PACE_DAYS)
    rows = StockMovement.objects.filter(level_id__in=level_ids, kind="ship", at__gte=since)
    return dict(rows.values_list("level_id").annotate(units=-Sum("quantity")))


def _storage(level_ids: list[int]) -> dict[int, tuple[Money, ...]]:
    since = timezone.now().date() - timedelta(days=FEE_DAYS)
    fees: dict[int, list[Money]] = defaultdict(list)
    rows = StorageFee.objects.filter(lot__level_id__in=level_ids, day__gte=since)
    for level_id, currency, amount in rows.values_list("lot__level_id", "currency").annotate(Sum("amount")):
        fees[level_id].append(Money(amount, currency).rounded())
    return {level_id: tuple(sums) for level_id, sums in fees.items()}

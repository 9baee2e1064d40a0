"""Where goods are, what a piece costs us there, and how long it lives."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from entrepot.apps.checkout.queries.goods import Goods, sources_of
from entrepot.apps.inventory.queries import Availability
from entrepot.apps.markets.queries import fx_rate
from entrepot.domain.sourcing.routes import Source
from entrepot.kit.errors import Refused


def costed_sources(goods: Goods, currency: str, on: date, store: str = "") -> list[Source]:
    """Where ``goods`` are, with what a piece costs there in ``currency`` and how long it lives when sold
    ``on`` a day; for who comes to ``store``, that alone."""
    levels: dict[str, dict[str, Availability]] = defaultdict(dict)
    for level in goods.stock:
        levels[level.warehouse_code][str(level.variant_id)] = level
    sources = sources_of(goods.stock, store) if store else goods.sources
    return [_source(source, levels[source.warehouse], currency, on) for source in sources]


def _source(source: Source, levels: Mapping[str, Availability], currency: str, on: date) -> Source:
    def lasting(line_id: str, days: int) -> int:
        return levels[line_id].sellable_life(on + timedelta(days=days))

    costs = {line_id: _cost(level, currency, on) for line_id, level in levels.items()}
    known = {line_id: cost for line_id, cost in costs.items() if cost is not None}
    expires = any(level.expiring for level in levels.values())
    if not expires:
        return replace(source, costs=known, lasting=None)
    ageing = {line_id: soonest for line_id, level in levels.items() if (soonest := _soonest(level, on))}
    return replace(source, costs=known, lasting=lasting, ageing=ageing)


def _soonest(level: Availability, on: date) -> tuple[int, int] | None:
    """For how many days the lot that is too old first can still be sold, and its pieces."""
    last_days = ((lot[0] - timedelta(days=level.min_life_days) - on, lot[1]) for lot in level.expiring)
    sellable = [(left.days, pieces) for left, pieces in last_days if left.days >= 0]
    return min(sellable, default=None)


def _cost(level: Availability, currency: str, on: date) -> Decimal | None:
    """``None`` without a known cost, or without an exchange rate for it."""
    if level.cost is None:
        return None
    try:
        return level.cost.amount * fx_rate(level.cost.currency, currency, on).rate
    except Refused:
        return None

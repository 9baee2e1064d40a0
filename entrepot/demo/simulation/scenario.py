"""The markets of the demo shop with the sales history, ready to be played."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from entrepot.demo.simulation.demand import baskets
from entrepot.demo.simulation.markets import law, market_names, markets
from entrepot.domain.simulation.law import Law
from entrepot.domain.simulation.world import Hazards, Market
from entrepot.rules import packaged_rulebook
from entrepot.rules.ecb_rates import ecb_rate

ALL = "all"


class NotPlayed(ValueError):
    """These markets do not have such ways."""


def scenario(
    *, start: date, days: int, orders: int, codes: Sequence[str], modes: Sequence[str] = (ALL,)
) -> tuple[Law, list[Market]]:
    """The law, and of the markets in ``codes`` the ways by ``modes``, with at most ``orders`` orders each.

    Raises ``NotInHistory`` for more days than the sales history has and ``NotPlayed`` for an unknown mode.
    """
    rate_on = cache(ecb_rate)
    found = baskets(start, days, Hazards().sales_days, orders)
    chosen = [
        replace(one, ways=tuple(way for way in one.ways if ALL in modes or way.mode in modes))
        for one in markets(found, start, rate_on)
        if one.code in codes
    ]
    known = {way.mode for one in chosen for way in one.ways}
    if unknown := set(modes) - known - {ALL}:
        raise NotPlayed(f"not played in these markets: {', '.join(sorted(unknown))}")
    return law(packaged_rulebook(), rate_on), chosen


class SalesHistory:
    """The packaged history over all ways of the demo shop's markets, whatever the shop itself has sold."""

    code = "history"

    @property
    def markets(self) -> Mapping[str, Mapping[str, str]]:
        return market_names()

    def open(
        self, *, start: date, days: int, orders: int, codes: Sequence[str], known_at: datetime
    ) -> tuple[Law, list[Market]]:
        return scenario(start=start, days=days, orders=orders, codes=codes)

    def check(self, *, start: date, days: int, codes: Sequence[str], known_at: datetime) -> None:
        """It has thousands of orders for any days."""

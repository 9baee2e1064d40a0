"""Simulations of a small market, played in a second."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from entrepot.apps.planning.models import Simulation
from entrepot.apps.planning.services.start_simulation import start_simulation
from entrepot.domain.simulation.law import Law
from entrepot.domain.simulation.world import Market
from tests.domain.simulation.markets import LAW, START, a_small_market


class SmallScenarios:
    """One market with two ways."""

    code = "history"

    @property
    def markets(self) -> Mapping[str, Mapping[str, str]]:
        return {"de": {"en": "Germany", "zh-hans": "德国"}}

    def open(
        self, *, start: date, days: int, orders: int, codes: Sequence[str], known_at: datetime
    ) -> tuple[Law, list[Market]]:
        return LAW, [a_small_market(orders)]

    def check(self, *, start: date, days: int, codes: Sequence[str], known_at: datetime) -> None:
        """Enough for every test."""


def a_simulation(markets: Sequence[str] = ("de",), seed: int = 7) -> Simulation:
    return start_simulation(start=START, days=40, seed=seed, orders=20, markets=markets, by="operator:1")

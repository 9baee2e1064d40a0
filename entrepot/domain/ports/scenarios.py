"""Where a simulation has its markets from: their buyers' orders, their ways, and the law."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from entrepot.domain.simulation.law import Law
from entrepot.domain.simulation.world import Market


class TooFewOrders(ValueError):
    """``found`` counts the orders of every market that has fewer than ``least``."""

    def __init__(self, found: Mapping[str, int], least: int) -> None:
        counted = ", ".join(f"{code} {orders}" for code, orders in found.items())
        super().__init__(f"fewer than {least} orders to play: {counted}")
        self.found, self.least = found, least


class Scenarios(Protocol):
    """``markets`` names those that can be played, by code and language."""

    code: str

    @property
    def markets(self) -> Mapping[str, Mapping[str, str]]: ...

    def open(
        self, *, start: date, days: int, orders: int, codes: Sequence[str], known_at: datetime
    ) -> tuple[Law, list[Market]]:
        """The law, and the markets in ``codes`` with at most ``orders`` orders each on so many ``days``.

        Asked again later for the same ``known_at`` it gives the same. Raises ``ValueError`` when there is
        nothing to play on such days.
        """

    def check(self, *, start: date, days: int, codes: Sequence[str], known_at: datetime) -> None:
        """At once, unlike ``open``: raises ``TooFewOrders`` where a market has too few to tell anything."""

"""Where a simulation has its markets from: their buyers' orders, their ways, and the law."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from entrepot.domain.simulation.law import Law
from entrepot.domain.simulation.world import Market


class Scenarios(Protocol):
    """``markets`` names those that can be played, by code and language."""

    code: str

    @property
    def markets(self) -> Mapping[str, Mapping[str, str]]: ...

    def open(self, *, start: date, days: int, orders: int, codes: Sequence[str]) -> tuple[Law, list[Market]]:
        """The law, and the markets in ``codes`` with at most ``orders`` orders each on so many ``days``.

        Raises ``ValueError`` when there is nothing to play on such days.
        """

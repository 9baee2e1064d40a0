"""Chance that can be played again: every number belongs to a name, so another question shifts none."""

from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import Final

FINE: Final = 10**9


@dataclass(frozen=True, slots=True)
class Chance:
    """``seed`` and the names asked for decide each number, and nothing else: no order of asking."""

    seed: int

    def share(self, *names: str) -> Decimal:
        """At least 0, below 1."""
        return Decimal(self._number(names) % FINE) / FINE

    def happens(self, share: Decimal, *names: str) -> bool:
        return self.share(*names) < share

    def days(self, first: int, last: int, *names: str) -> int:
        """Whole days from ``first`` to ``last``, all alike likely."""
        return first + self._number(names) % (last - first + 1)

    def _number(self, names: tuple[str, ...]) -> int:
        told = "\x1f".join((str(self.seed), *names))
        return int.from_bytes(blake2b(told.encode(), digest_size=8).digest(), "big")

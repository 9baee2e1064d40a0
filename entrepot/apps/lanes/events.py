"""What lanes tells the apps above."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NumberPoolLow:
    """A pool has come down to its low-water mark: ask the carrier for more numbers."""

    pool_id: int
    left: int

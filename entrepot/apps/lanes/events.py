"""What happened to lanes and to the numbers that their carriers let us give."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LaneChanged:
    """It was changed, switched or renewed."""

    code: str


@dataclass(frozen=True, slots=True)
class NumberPoolChanged:
    """It has got numbers, or other rules."""

    code: str

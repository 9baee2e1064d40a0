"""When a stock count is believed at once, and when somebody has to look again."""

from decimal import Decimal
from typing import Final

# Beyond both: a handful of pieces lost among many is believed, a pallet is not.
LARGE_PIECES: Final = 2
LARGE_SHARE: Final = Decimal("0.05")


def is_large(difference: int, expected: int) -> bool:
    """Whether ``difference`` from ``expected`` pieces needs a second count: above 2 pieces and above 5 %."""
    return abs(difference) > LARGE_PIECES and abs(difference) > LARGE_SHARE * expected

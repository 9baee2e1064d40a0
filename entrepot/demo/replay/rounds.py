"""A round of work: the same step for some rows, and who does it."""

from collections.abc import Callable
from typing import Any, Final

from entrepot.domain.lifecycle import IllegalTransition
from entrepot.kit.errors import Refused

BY: Final = "operator:replay"
AT_ONCE: Final = 10


def each(rows: Any, step: Callable[[Any], None]) -> int:
    """``step`` for the first of ``rows``; returns for how many it was done."""
    done = 0
    for row in rows[:AT_ONCE]:
        try:
            step(row)
            done += 1
        except (Refused, IllegalTransition):
            continue  # something else happened to it meanwhile; the next round sees how it stands
    return done

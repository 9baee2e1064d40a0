"""Customs' one word on goods that move, from all their declarations."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Clearance(StrEnum):
    """Whether customs lets goods go on."""

    NOT_NEEDED = "not_needed"
    PENDING = "pending"
    HELD = "held"
    RELEASED = "released"
    REJECTED = "rejected"


CLEARED: Final = frozenset({Clearance.NOT_NEEDED, Clearance.RELEASED})
HOLDING: Final = frozenset({"query", "inspection"})


def clearance_of(statuses: Iterable[str], *, undeclared: bool = False) -> Clearance:
    """The worst counts: a rejection, a hold, then what is still open; cancelled ones count for nothing.

    ``undeclared``: a declaration that has to be made is not drawn up yet.
    """
    living = [status for status in statuses if status != "cancelled"]
    if "rejected" in living:
        return Clearance.REJECTED
    if HOLDING.intersection(living):
        return Clearance.HELD
    if undeclared:
        return Clearance.PENDING
    is_free = living and all(status == "released" for status in living)
    return Clearance.RELEASED if is_free else Clearance.PENDING

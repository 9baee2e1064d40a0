"""One word on a shipment from all its declarations."""

from collections.abc import Iterable
from typing import Literal

Clearance = Literal["pending", "held", "released", "rejected"]
HOLDING = frozenset({"query", "inspection"})


def clearance_of(statuses: Iterable[str], *, undeclared: bool = False) -> Clearance:
    """The worst counts: a rejection, a hold, then what is still open; cancelled ones count for nothing.

    ``undeclared``: a declaration that has to be made is not drawn up yet.
    """
    living = [status for status in statuses if status != "cancelled"]
    if "rejected" in living:
        return "rejected"
    if HOLDING.intersection(living):
        return "held"
    if undeclared:
        return "pending"
    return "released" if living and all(status == "released" for status in living) else "pending"

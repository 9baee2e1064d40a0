"""One word on a shipment from all its declarations."""

from collections.abc import Iterable
from typing import Literal

Clearance = Literal["pending", "held", "released", "rejected"]
HOLDING = frozenset({"query", "inspection"})


def clearance_of(statuses: Iterable[str]) -> Clearance:
    """The worst counts: a rejection, a hold, then what is still open; cancelled ones count for nothing."""
    living = [status for status in statuses if status != "cancelled"]
    if "rejected" in living:
        return "rejected"
    if HOLDING.intersection(living):
        return "held"
    return "released" if living and all(status == "released" for status in living) else "pending"

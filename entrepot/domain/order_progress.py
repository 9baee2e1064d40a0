"""An order's status follows from how far its consignments are."""

from collections.abc import Iterable
from typing import Final

# What apps above say of a consignment -> how far it is.
STAGES: Final = {
    **dict.fromkeys(("waiting", "to_pick", "sent"), "waiting"),
    **dict.fromkeys(("in_fulfilment", "accepted", "picking", "packed"), "in_fulfilment"),
    **dict.fromkeys(("shipped", "dispatched", "returned"), "shipped"),
    "delivered": "delivered",
    **dict.fromkeys(("cancelled", "refused"), "cancelled"),
}
PATH: Final = ("confirmed", "in_fulfilment", "shipped", "delivered")
_REACHED: Final = {"waiting": 0, "in_fulfilment": 1, "shipped": 2, "delivered": 3}


def stage_of(word: str) -> str:
    """The stage a consignment is in. Raises ``ValueError`` for a word that is not in ``STAGES``."""
    try:
        return STAGES[word]
    except KeyError:
        raise ValueError(f"unknown progress {word!r}; one of {sorted(STAGES)}") from None


def steps_to_take(status: str, stages: Iterable[str]) -> list[str]:
    """The states an order in ``status`` moves through now, given the stages of all its consignments.

    It is in fulfilment once any consignment is, shipped or delivered once every living one is. Empty when
    nothing changes, the order is not on that path, or no consignment lives.
    """
    living = [_REACHED[stage] for stage in stages if stage != "cancelled"]
    if status not in PATH or not living:
        return []
    reached = min(living) if min(living) > 1 else min(max(living), 1)
    return list(PATH[PATH.index(status) + 1 : reached + 1])

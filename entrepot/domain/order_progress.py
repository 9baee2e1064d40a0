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
    "undeliverable": "undeliverable",
}
PATH: Final = ("confirmed", "in_fulfilment", "shipped", "delivered")
_REACHED: Final = {"waiting": 0, "in_fulfilment": 1, "shipped": 2, "delivered": 3}
# Lost or destroyed on the way and paid back: an end that later news does not undo.
UNDELIVERABLE: Final = "undeliverable"
# Consignments on which their order waits no longer.
ENDED: Final = ("cancelled", UNDELIVERABLE)


def stage_of(word: str) -> str:
    """The stage a consignment is in. Raises ``ValueError`` for a word that is not in ``STAGES``."""
    try:
        return STAGES[word]
    except KeyError:
        raise ValueError(f"unknown progress {word!r}; one of {sorted(STAGES)}") from None


def steps_to_take(status: str, stages: Iterable[str]) -> list[str]:
    """The states an order in ``status`` moves through now, given the stages of all its consignments.

    It is in fulfilment once any consignment is, shipped or delivered once every living one is; when none
    lives and one was undeliverable, it is completed. Empty when nothing changes or the order is not on that
    path; an order of which all was cancelled is cancelled by other means.
    """
    known = list(stages)
    living = [_REACHED[stage] for stage in known if stage not in ENDED]
    if status not in PATH:
        return []
    if not living:
        return ["completed"] if UNDELIVERABLE in known and status != "delivered" else []
    reached = min(living) if min(living) > 1 else min(max(living), 1)
    return list(PATH[PATH.index(status) + 1 : reached + 1])

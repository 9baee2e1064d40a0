"""What a reply makes of a declaration, whatever the order replies arrive in.

The authority's own clock orders its replies; a reply older than one already taken is history and changes
nothing, so that deliveries in any order end in the same state.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from entrepot.domain.lifecycles import DECLARATION

_RANK: Final = {"accepted": 0, "query": 1, "inspection": 1, "released": 2, "rejected": 2}


@dataclass(frozen=True, slots=True)
class Said:
    """A reply's kind and the authority's time of it."""

    kind: str
    at: datetime

    @property
    def order(self) -> tuple[datetime, int]:
        return (self.at, _RANK[self.kind])


def is_news(reply: Said, taken: Iterable[Said]) -> bool:
    """Whether ``reply`` is later than all that was taken; of equal times the more decisive is later."""
    return all(reply.order > earlier.order for earlier in taken)


def way(status: str, kind: str) -> list[str] | None:
    """The states from ``status`` to ``kind``: none when there already, ``None`` when there is no way."""
    if status == kind:
        return []
    return [kind] if kind in DECLARATION.next_states(status) else None

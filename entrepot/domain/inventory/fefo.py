"""First expired, first out: which lots leave, and which have too little life left for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class LotOnHand:
    """Units of a lot that may leave. ``expires_on`` is the last day of use; ``None`` does not expire."""

    id: int
    quantity: int
    expires_on: date | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Pick:
    """Take ``quantity`` units of the lot ``lot_id``."""

    lot_id: int
    quantity: int


class TooLittleLife(ValueError):
    """``wanted`` units cannot leave: only ``found`` of them are in lots that live long enough."""

    def __init__(self, wanted: int, found: int) -> None:
        super().__init__(f"{wanted} units wanted, {found} live long enough")
        self.wanted, self.found = wanted, found


def good_until(arrives_on: date, least_days: int) -> date:
    """The earliest day of expiry that still leaves ``least_days`` of life after ``arrives_on``."""
    return arrives_on + timedelta(days=least_days)


def pick_fefo(lots: Iterable[LotOnHand], quantity: int, *, good_until: date) -> list[Pick]:
    """The lots that ``quantity`` units are taken from: the earliest expiry first, then the oldest receipt.

    A lot that expires before ``good_until`` stays; what never expires goes last. Raises ``TooLittleLife``
    when the lots that are left do not suffice.
    """
    alive = [lot for lot in lots if lot.expires_on is None or lot.expires_on >= good_until]
    alive.sort(key=lambda lot: (lot.expires_on or date.max, lot.received_at, lot.id))
    picks: list[Pick] = []
    missing = quantity
    for lot in alive:
        taken = min(missing, lot.quantity)
        if taken > 0:
            picks.append(Pick(lot.id, taken))
            missing -= taken
    if missing > 0:
        raise TooLittleLife(quantity, quantity - missing)
    return picks

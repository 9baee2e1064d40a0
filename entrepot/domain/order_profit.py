"""What is left of an order once everything that it cost is taken off, storage too."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from entrepot.domain.money import Money, total

COSTS: Final = ("duty_and_tax", "goods", "freight", "handling", "storage", "payment")


@dataclass(frozen=True, slots=True)
class OrderProfit:
    """``received`` is what the buyer paid and has not had back; ``costs`` are (name, amount) in the order of
    ``COSTS``, all in one currency and rounded. ``unvalued`` pieces left whose cost nobody knows, ``waiting``
    ones have not left yet: while there are any, the profit is not final."""

    received: Money
    costs: tuple[tuple[str, Money], ...]
    unvalued: int
    waiting: int

    @property
    def profit(self) -> Money:
        return self.received - total((amount for _name, amount in self.costs), self.received.currency)

    @property
    def margin(self) -> Decimal | None:
        """Profit as a share of what was received; ``None`` when nothing was."""
        return self.profit.amount / self.received.amount if self.received.amount > 0 else None

    @property
    def is_final(self) -> bool:
        return not (self.unvalued or self.waiting)


def handling_cost(per_consignment: Decimal, per_piece: Decimal, pieces: Sequence[int]) -> Decimal:
    """What picking and packing costs; ``pieces`` are those of each consignment that is sent."""
    return sum((per_consignment + per_piece * count for count in pieces), Decimal(0))

"""What is left of an order, or of an article in many, once everything that it cost is taken off."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from entrepot.domain.money import Money, total

COSTS: Final = ("duty_and_tax", "goods", "freight", "handling", "storage", "payment")
RECEIVED: Final = "received"


@dataclass(frozen=True, slots=True)
class Profit:
    """``received`` is what the buyer paid and has not had back, and what carriers paid for lost and damaged
    parcels; ``costs`` are (name, amount) in the order of
    ``COSTS``, all in one currency and rounded. ``unvalued`` pieces left whose cost nobody knows, ``waiting``
    ones have not left yet: while there are any, the profit is not final. Of ``parcels`` the freight of
    ``billed`` ones is what carriers billed, of the others what was agreed."""

    received: Money
    costs: tuple[tuple[str, Money], ...]
    unvalued: int
    waiting: int
    parcels: int = 0
    billed: int = 0

    @property
    def profit(self) -> Money:
        return self.received - total((amount for _name, amount in self.costs), self.received.currency)

    @property
    def margin(self) -> Decimal | None:
        """Profit as a share of what was received, to a tenth of a percent; ``None`` when nothing was."""
        if self.received.amount <= 0:
            return None
        return (self.profit.amount / self.received.amount).quantize(Decimal("0.001"))

    @property
    def is_final(self) -> bool:
        return not (self.unvalued or self.waiting)

    def converted(self, rate: Decimal, currency: str) -> "Profit":
        """In ``currency`` at ``rate`` (units of ``currency`` for one of ours), not rounded."""
        return self._each(lambda amount: amount.converted(rate, currency))

    def rounded(self) -> "Profit":
        """With every amount in whole minor units."""
        return self._each(lambda amount: amount.rounded())

    def _each(self, change: Callable[[Money], Money]) -> "Profit":
        costs = tuple((name, change(amount)) for name, amount in self.costs)
        return replace(self, received=change(self.received), costs=costs)


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """``pieces`` of an article in an order. ``weights`` say for ``RECEIVED`` and each of ``COSTS`` how much
    of the order's amount falls to it, against the other articles; none is negative."""

    pieces: int
    unvalued: int
    waiting: int
    weights: Mapping[str, Decimal]


def handling_cost(per_consignment: Decimal, per_piece: Decimal, pieces: Sequence[int]) -> Decimal:
    """What picking and packing costs; ``pieces`` are those of each consignment that is sent."""
    return sum((per_consignment + per_piece * count for count in pieces), Decimal(0))


def shared_out(profit: Profit, parts: Sequence[ArticlePart]) -> list[Profit]:
    """An order's profit by article, in the order of ``parts``: together they are the order's, to the last
    minor unit. Raises ``ValueError`` for no parts."""
    received = profit.received.allocate(_weights(parts, RECEIVED))
    costs = [(name, amount.allocate(_weights(parts, name))) for name, amount in profit.costs]
    return [
        Profit(
            received=received[index],
            costs=tuple((name, shares[index]) for name, shares in costs),
            unvalued=part.unvalued,
            waiting=part.waiting,
            parcels=profit.parcels,
            billed=profit.billed,
        )
        for index, part in enumerate(parts)
    ]


def added_up(profits: Sequence[Profit]) -> Profit:
    """Profits of one currency as one. Raises ``ValueError`` for none, ``CurrencyMismatch`` for several."""
    if not profits:
        raise ValueError("nothing to add up")
    currency = profits[0].received.currency
    sums = {name: Money.zero(currency) for name in COSTS}
    for one in profits:
        for name, amount in one.costs:
            sums[name] = sums[name] + amount
    return Profit(
        received=total((one.received for one in profits), currency),
        costs=tuple(sums.items()),
        unvalued=sum(one.unvalued for one in profits),
        waiting=sum(one.waiting for one in profits),
        parcels=sum(one.parcels for one in profits),
        billed=sum(one.billed for one in profits),
    )


def _weights(parts: Sequence[ArticlePart], name: str) -> list[Decimal]:
    return [part.weights.get(name, Decimal(0)) for part in parts]

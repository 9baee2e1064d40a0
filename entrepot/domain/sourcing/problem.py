"""What the search works on: lines, routes, and what a consignment costs by whoever knows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from entrepot.domain.sourcing.routes import Route, WantedLine

Items = tuple[tuple[str, int], ...]
Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Carriage:
    """What sending costs before the law has spoken, in the buyer's currency.

    ``paid`` is freight, which the buyer pays; ``cost`` all that the choice weighs: freight, the price of the
    goods at their source, handling, waiting and risk.
    """

    paid: Decimal
    cost: Decimal
    parcels: int = 1


@dataclass(frozen=True)
class Charges:
    """What the law asks of a consignment, in the buyer's currency.

    ``by_line`` shares ``amount`` out; ``doubt`` is what unknown charges are expected to cost.  ``limits`` are
    the thresholds that were tested and that the sale is above. ``forbidden`` maps a line to the facts why it
    must not go this way; the whole consignment then cannot.
    """

    amount: Decimal = Decimal(0)
    by_line: Mapping[str, Decimal] = field(default_factory=dict)
    doubt: Decimal = Decimal(0)
    limits: frozenset[str] = frozenset()
    forbidden: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


Carry = Callable[[Route, Items], Carriage | None]
Charge = Callable[[Route, Items, Decimal, Decimal], Charges]


@dataclass(frozen=True)
class Problem:
    """``carry`` prices a consignment without the law (``None``: it cannot be sent so); ``charge`` asks the
    law about a consignment with its freight. Its last argument is the value of the other goods of this sale
    that cross the border beside it: thresholds are tested on the sale, never on a part of it.

    Lines and routes are put into an order of their own, so the order in which they come does not matter.
    """

    lines: tuple[WantedLine, ...]
    routes: tuple[Route, ...]
    destination: str
    carry: Carry
    charge: Charge

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(sorted(self.lines, key=lambda line: line.id)))
        object.__setattr__(self, "routes", tuple(sorted(self.routes, key=lambda route: route.code)))

    @cached_property
    def demand(self) -> Counts:
        return tuple(line.quantity for line in self.lines)

    @cached_property
    def most(self) -> tuple[Counts, ...]:
        """For each route the pieces of each line that it could take at most."""
        return tuple(
            tuple(min(line.quantity, route.carries.get(line.id, 0)) for line in self.lines)
            for route in self.routes
        )

    @cached_property
    def imports(self) -> tuple[bool, ...]:
        """Which routes cross the customs border of the destination."""
        return tuple(route.lane.crosses_border_to(self.destination) for route in self.routes)

    def items(self, counts: Counts) -> Items:
        return tuple((line.id, n) for line, n in zip(self.lines, counts, strict=True) if n)

    def value(self, counts: Counts) -> Decimal:
        return sum((line.value * n for line, n in zip(self.lines, counts, strict=True) if n), Decimal(0))

    def imported(self, route: int, counts: Counts) -> Decimal:
        """The value of what crosses the border with ``counts`` by ``route``."""
        return self.value(counts) if self.imports[route] else Decimal(0)

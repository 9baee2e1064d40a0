"""Routes: a source and a lane that could carry some of the wanted lines; and why others cannot."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Final

from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.lanes import Lane, LaneBook
from entrepot.domain.sourcing.weights import Load

# When several things stand in the way, the one said is the one the shop can do least about last.
REASONS: Final = ("no_stock", "too_late", "no_lane", "restricted", "unclassified_across_border", "prohibited")


@dataclass(frozen=True, slots=True)
class WantedLine:
    """``quantity`` pieces of an article, each worth ``value`` in the buyer's currency.

    ``flags`` are what lanes may refuse (``lithium``, ``alcohol``), ``category`` what routing rules may.
    """

    id: str
    quantity: int
    gross_weight_g: int
    dimensions: Dimensions | None = None
    flags: frozenset[str] = frozenset()
    is_classified: bool = True
    value: Decimal = Decimal(0)
    category: str = ""

    def load(self, quantity: int) -> Load:
        return Load.of(quantity, self.gross_weight_g, self.dimensions, self.flags)


@dataclass(frozen=True)
class Source:
    """A place with stock. ``available`` maps line ids to pieces; ``lead_days`` pass before its handling.

    ``costs`` are what a piece costs us there in the buyer's currency, where that is known. ``lasting`` says
    how many pieces of a line are still good to be sold when delivered so many days from now; ``ageing`` for
    how many days those that are too old first can still be sold, and how many they are.
    """

    warehouse: str
    kind: str
    country: str
    available: Mapping[str, int]
    supplier: str = ""
    lead_days: int = 0
    costs: Mapping[str, Decimal] = field(default_factory=dict)
    lasting: Callable[[str, int], int] | None = None
    ageing: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def pieces(self, line_id: str, days: int) -> int:
        """Pieces of a line that can be sold when they are delivered ``days`` from now."""
        have = self.available.get(line_id, 0)
        return min(have, self.lasting(line_id, days)) if have and self.lasting else have


@dataclass(frozen=True)
class Route:
    """``source`` by ``lane``; ``carries`` maps a line id to the pieces that could go this way.

    Days count from the order. With ``asked_at`` they follow the lane's cut-off and calendar; without, every
    day is a working day.
    """

    source: Source
    lane: Lane
    carries: Mapping[str, int]
    asked_at: datetime | None = None

    @property
    def code(self) -> tuple[str, str]:
        return self.source.warehouse, self.lane.code

    @cached_property
    def departs_in(self) -> int:
        """Days until it leaves the source."""
        if self.asked_at is None:
            return self.source.lead_days + self.lane.handling_days
        leaves = self.lane.promise(self.asked_at, self.source.lead_days).departure.departs_on
        return (leaves - self.asked_at.date()).days

    @property
    def longest_days(self) -> int:
        """Days until the last day of its promise."""
        return self.departs_in + self.lane.max_days

    @cached_property
    def expected_days(self) -> Decimal:
        """What half of the parcels before took at most; of too few, the middle of the promise."""
        transit = self.lane.record.expected_days
        if transit is None:
            transit = Decimal(self.lane.min_days + self.lane.max_days) / 2
        return self.departs_in + transit


@dataclass(frozen=True, slots=True)
class Refusal:
    """``reason`` is one of ``REASONS``; ``facts`` are for the sentence that explains it."""

    line_id: str
    reason: str
    facts: Mapping[str, str]


def find_routes(
    lines: Sequence[WantedLine],
    sources: Sequence[Source],
    book: LaneBook,
    destination: str,
    asked_at: datetime | None = None,
) -> list[Route]:
    """Every route that can carry at least one line when it is ordered at ``asked_at``."""
    routes = []
    for source in sources:
        for lane in book.serving(origin=source.country, stock_kind=source.kind, destination=destination):
            carries: dict[str, int] = {}
            route = Route(source, lane, carries, asked_at)
            for line in lines:
                pieces = source.pieces(line.id, route.longest_days)
                if pieces > 0 and not obstacle(line, lane, destination):
                    carries[line.id] = pieces
            if carries:
                routes.append(route)
    return routes


def obstacle(line: WantedLine, lane: Lane, destination: str) -> str:
    """The reason why ``line`` cannot travel on ``lane``, or ``""``."""
    if not line.is_classified and lane.crosses_border_to(destination):
        return "unclassified_across_border"
    if line.flags & lane.refuses:
        return "restricted"
    if not lane.carries_category(line.category, destination):
        return "no_lane"
    if line.dimensions and not lane.fits(line.dimensions):
        return "no_lane"
    piece = lane.weight_rule.chargeable_grams(line.load(1))
    return "no_lane" if piece > lane.heaviest_parcel_g(destination) else ""


def reachable(line: WantedLine, routes: Sequence[Route]) -> int:
    """Pieces of ``line`` that all routes together could bring (a source counts once)."""
    by_source: dict[str, int] = {}
    for route in routes:
        where = route.source.warehouse
        by_source[where] = max(by_source.get(where, 0), route.carries.get(line.id, 0))
    return sum(by_source.values())


def earliest(line: WantedLine, routes: Sequence[Route]) -> int | None:
    """Days until ``line`` can be there in full by ``routes``; ``None`` when they do not suffice."""
    for days in sorted({route.longest_days for route in routes}):
        if reachable(line, [route for route in routes if route.longest_days <= days]) >= line.quantity:
            return days
    return None


def refusal(
    line: WantedLine,
    sources: Sequence[Source],
    book: LaneBook,
    destination: str,
    can_come: int,
) -> Refusal:
    """Why ``line`` cannot be sent in full, said by the obstacle nearest to the goods."""
    available = sum(source.available.get(line.id, 0) for source in sources)
    facts = {"available": str(can_come), "wanted": str(line.quantity)}
    if can_come or available <= 0:
        return Refusal(line.id, "no_stock", facts)
    found: set[str] = set()
    refused: set[str] = set()
    for source in sources:
        if source.available.get(line.id, 0) <= 0:
            continue
        for lane in book.serving(origin=source.country, stock_kind=source.kind, destination=destination):
            found.add(obstacle(line, lane, destination) or "no_lane")
            refused |= line.flags & lane.refuses
    reason = max(found or {"no_lane"}, key=REASONS.index)
    return Refusal(line.id, reason, {**facts, "flags": " ".join(sorted(refused))})

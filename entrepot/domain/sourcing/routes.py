"""Routes: a source and a lane that could carry some of the wanted lines; and why others cannot."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.lanes import Lane, LaneBook
from entrepot.domain.sourcing.weights import Load

# When several things stand in the way, the one said is the one the shop can do least about last.
REASONS: Final = ("no_stock", "too_late", "no_lane", "restricted", "unclassified_across_border", "prohibited")


@dataclass(frozen=True, slots=True)
class WantedLine:
    """``quantity`` pieces of an article, each worth ``value`` in the buyer's currency.

    ``flags`` are what lanes may refuse (``lithium``, ``alcohol``).
    """

    id: str
    quantity: int
    gross_weight_g: int
    dimensions: Dimensions | None = None
    flags: frozenset[str] = frozenset()
    is_classified: bool = True
    value: Decimal = Decimal(0)

    def load(self, quantity: int) -> Load:
        return Load.of(quantity, self.gross_weight_g, self.dimensions, self.flags)


@dataclass(frozen=True)
class Source:
    """A place with stock. ``available`` maps line ids to pieces; ``lead_days`` pass before its handling.

    ``costs`` are what a piece costs us there in the buyer's currency, where that is known. ``lasting`` says
    how many pieces of a line are still good to be sold when delivered so many days from now.
    """

    warehouse: str
    kind: str
    country: str
    available: Mapping[str, int]
    supplier: str = ""
    lead_days: int = 0
    costs: Mapping[str, Decimal] = field(default_factory=dict)
    lasting: Callable[[str, int], int] | None = None

    def pieces(self, line_id: str, days: int) -> int:
        """Pieces of a line that can be sold when they are delivered ``days`` from now."""
        have = self.available.get(line_id, 0)
        return min(have, self.lasting(line_id, days)) if have and self.lasting else have


@dataclass(frozen=True)
class Route:
    """``source`` by ``lane``; ``carries`` maps a line id to the pieces that could go this way."""

    source: Source
    lane: Lane
    carries: Mapping[str, int]

    @property
    def code(self) -> tuple[str, str]:
        return self.source.warehouse, self.lane.code

    @property
    def longest_days(self) -> int:
        return self.source.lead_days + self.lane.handling_days + self.lane.max_days

    @property
    def expected_days(self) -> Decimal:
        """What half of the parcels before took at most; of too few, the middle of the promise."""
        if self.lane.record.expected_days is not None:
            return self.source.lead_days + self.lane.handling_days + self.lane.record.expected_days
        shortest = self.source.lead_days + self.lane.handling_days + self.lane.min_days
        return Decimal(shortest + self.longest_days) / 2


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
) -> list[Route]:
    """Every route that can carry at least one line."""
    routes = []
    for source in sources:
        for lane in book.serving(origin=source.country, stock_kind=source.kind, destination=destination):
            days = Route(source, lane, {}).longest_days
            carries = {
                line.id: pieces
                for line in lines
                if (pieces := source.pieces(line.id, days)) > 0 and not obstacle(line, lane, destination)
            }
            if carries:
                routes.append(Route(source, lane, carries))
    return routes


def obstacle(line: WantedLine, lane: Lane, destination: str) -> str:
    """The reason why ``line`` cannot travel on ``lane``, or ``""``."""
    if not line.is_classified and lane.crosses_border_to(destination):
        return "unclassified_across_border"
    if line.flags & lane.refuses:
        return "restricted"
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


def refusal(
    line: WantedLine,
    sources: Sequence[Source],
    book: LaneBook,
    destination: str,
    can_come: int,
    latest_days: int | None = None,
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
            late = latest_days is not None and Route(source, lane, {}).longest_days > latest_days
            found.add(obstacle(line, lane, destination) or ("too_late" if late else "no_lane"))
            refused |= line.flags & lane.refuses
    reason = max(found or {"no_lane"}, key=REASONS.index)
    return Refusal(line.id, reason, {**facts, "flags": " ".join(sorted(refused))})

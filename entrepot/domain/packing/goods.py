"""Pieces, boxes and what lies where. Grams and millimetres throughout."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.weights import Load

# A piece nobody measured is taken for a cube of 5 cm3 a gram: light enough for what usually is in boxes, and
# at a divisor of 5000 neither heavier nor lighter by volume than by weight.
ASSUMED_MM3_PER_G: Final = 5000


@dataclass(frozen=True, slots=True)
class Piece:
    """``quantity`` alike articles of one ``id``; weight, contents and battery are those of one of them.

    ``flags`` are those of ``hazard_flags``. ``battery_net_g`` counts in full where a
    limit is on net batteries and none is known: the piece's own weight.
    """

    id: str
    quantity: int
    weight_g: int
    dimensions: Dimensions | None = None
    flags: frozenset[str] = frozenset()
    content_ml: int = 0
    alcohol: Decimal = Decimal(0)
    watt_hours: Decimal = Decimal(0)
    battery_net_g: int | None = None
    upright: bool = False

    @property
    def size(self) -> Dimensions:
        """As measured, else the assumed cube."""
        return self.dimensions or _cube(self.weight_g * ASSUMED_MM3_PER_G)

    @property
    def is_assumed(self) -> bool:
        return self.dimensions is None

    @property
    def net_battery_g(self) -> int:
        return self.weight_g if self.battery_net_g is None else self.battery_net_g

    def unit(self) -> "Piece":
        """One of it."""
        return Piece(
            self.id, 1, self.weight_g, self.dimensions, self.flags, self.content_ml,
            self.alcohol, self.watt_hours, self.battery_net_g, self.upright,
        )  # fmt: skip


def _cube(cubic_mm: int) -> Dimensions:
    side = max(round(cubic_mm ** (1 / 3)), 1)
    while side**3 < cubic_mm:
        side += 1
    return Dimensions(side, side, side)


@dataclass(frozen=True, slots=True)
class BoxType:
    """A box that can be had: ``max_weight_g`` is closed and full, ``cost`` in the currency of the freight.

    With a deck of ``deck_mm`` it is a pallet: ``inner`` is the room above the deck, open on all sides, and
    ``outer`` is that of a pallet loaded to the top.
    """

    code: str
    inner: Dimensions
    outer: Dimensions
    tare_g: int
    max_weight_g: int
    cost: Decimal = Decimal(0)
    deck_mm: int = 0

    @property
    def is_pallet(self) -> bool:
        return self.deck_mm > 0

    @property
    def payload_g(self) -> int:
        return self.max_weight_g - self.tare_g


@dataclass(frozen=True, slots=True)
class Placement:
    """One article with its corner nearest the box's own and its sides as it lies there."""

    id: str
    x: int
    y: int
    z: int
    length: int
    width: int
    height: int
    weight_g: int

    @property
    def sides(self) -> tuple[int, int, int]:
        return self.length, self.width, self.height


@dataclass(frozen=True, slots=True)
class PackedBox:
    box: BoxType
    placements: tuple[Placement, ...]
    freight: Decimal
    handling: frozenset[str] = frozenset()

    @property
    def weight_g(self) -> int:
        """Closed: goods and box."""
        return self.box.tare_g + sum(one.weight_g for one in self.placements)

    @property
    def cost(self) -> Decimal:
        return self.freight + self.box.cost

    @property
    def outer(self) -> Dimensions:
        """As measured from outside; a pallet is only as high as what stands on it."""
        whole = self.box.outer
        if not self.box.is_pallet:
            return whole
        top = max((one.z + one.height for one in self.placements), default=0)
        return Dimensions(whole.length_mm, whole.width_mm, self.box.deck_mm + top)

    @property
    def load(self) -> Load:
        return Load.of(1, self.weight_g, self.outer)

    def contents(self) -> dict[str, int]:
        """How many of each article, in the order in which they lie."""
        found: dict[str, int] = {}
        for one in self.placements:
            found[one.id] = found.get(one.id, 0) + 1
        return found


@dataclass(frozen=True)
class Packing:
    """``left_over`` are ids (with their number) for which no box is large or strong enough, ``assumed``
    those whose size nobody measured. ``freight`` is what is charged for all boxes together, once, beside what
    is charged for each."""

    boxes: tuple[PackedBox, ...]
    left_over: dict[str, int] = field(default_factory=dict)
    assumed: frozenset[str] = frozenset()
    freight: Decimal = Decimal(0)

    @property
    def is_complete(self) -> bool:
        return not self.left_over

    @property
    def cost(self) -> Decimal:
        return sum((box.cost for box in self.boxes), self.freight)

    @property
    def load(self) -> Load:
        """All boxes as one consignment."""
        return sum((box.load for box in self.boxes), Load())

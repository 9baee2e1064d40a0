"""Lanes as values: from where, to where, what they refuse and what they cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from entrepot.domain.geography import crosses_customs_border

ANYWHERE = ""


@dataclass(frozen=True, slots=True)
class Band:
    """``amount`` (in the lane's currency) carries up to ``up_to_g`` chargeable grams."""

    up_to_g: int
    amount: Decimal


@dataclass(frozen=True)
class Lane:
    """One way from ``origin`` to its ``destinations``.

    ``stock_kinds`` are the kinds of warehouse its mode draws from. ``bands`` maps a zone (a country, or
    ``""`` for every other destination) to its price bands in ascending order. Weights in grams, days are
    calendar days after dispatch; ``handling_days`` pass before it. ``refuses`` are the flags of goods that
    the lane does not carry. Raises ``ValueError`` for bands out of order.
    """

    code: str
    mode: str
    stock_kinds: frozenset[str]
    origin: str
    destinations: frozenset[str]
    currency: str
    bands: Mapping[str, tuple[Band, ...]]
    min_days: int
    max_days: int
    handling_days: int = 1
    max_weight_g: int = 30_000
    volumetric_divisor: int | None = None
    refuses: frozenset[str] = frozenset()
    incoterm: str = "DDP"
    channel: str = "courier"
    carrier: str = ""
    service: str = ""
    customs_port: str = ""
    name: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for zone, bands in self.bands.items():
            limits = [band.up_to_g for band in bands]
            if not limits or limits != sorted(set(limits)):
                raise ValueError(f"lane {self.code}: bands of zone {zone!r} must rise")

    def bands_to(self, destination: str) -> tuple[Band, ...]:
        """The price bands for ``destination``; empty when the lane has no price for it."""
        return self.bands.get(destination) or self.bands.get(ANYWHERE, ())

    def heaviest_parcel_g(self, destination: str) -> int:
        """The most a single parcel may weigh: the lane's own limit or the last band, whichever is less."""
        bands = self.bands_to(destination)
        return min(self.max_weight_g, bands[-1].up_to_g) if bands else 0

    def crosses_border_to(self, destination: str) -> bool:
        return crosses_customs_border(self.origin, destination)


@dataclass(frozen=True)
class LaneBook:
    """All lanes in force on ``on``."""

    on: date
    lanes: tuple[Lane, ...]
    _by_origin: dict[str, list[Lane]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for lane in self.lanes:
            self._by_origin.setdefault(lane.origin, []).append(lane)

    def serving(self, *, origin: str, stock_kind: str, destination: str) -> list[Lane]:
        """Lanes that take goods of such stock from ``origin`` to ``destination``, by code."""
        return sorted(
            (
                lane
                for lane in self._by_origin.get(origin, ())
                if stock_kind in lane.stock_kinds
                and destination in lane.destinations
                and lane.bands_to(destination)
            ),
            key=lambda lane: lane.code,
        )

    def destinations(self) -> frozenset[str]:
        return frozenset(code for lane in self.lanes for code in lane.destinations)

    @classmethod
    def of(cls, on: date, lanes: Iterable[Lane]) -> "LaneBook":
        return cls(on, tuple(lanes))

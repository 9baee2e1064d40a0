"""Lanes as values: from where, to where, what they refuse, what they cost and when they leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from entrepot.domain.deposits import DepositTerms
from entrepot.domain.geography import crosses_customs_border
from entrepot.domain.money import Money
from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.legs import Leg
from entrepot.domain.sourcing.schedule import Departure, Schedule
from entrepot.domain.sourcing.surcharges import Surcharge, starts_with
from entrepot.domain.sourcing.weights import WeightRule
from entrepot.domain.tracking.scorecard import NOTHING_KNOWN, RoutingInputs

ANYWHERE = ""


@dataclass(frozen=True, slots=True)
class Band:
    """``amount`` (in the lane's currency) carries up to ``up_to_g`` chargeable grams.

    Every started ``step_g`` grams beyond ``above_g`` add ``step_amount``: a fee and a price a kilogram, or
    the first half kilogram and each further one.
    """

    up_to_g: int
    amount: Decimal
    above_g: int = 0
    step_g: int = 0
    step_amount: Decimal = Decimal(0)

    def price(self, grams: int) -> Decimal:
        """What a parcel of ``grams`` costs, unrounded."""
        if not self.step_g:
            return self.amount
        return self.amount + -(-max(grams - self.above_g, 0) // self.step_g) * self.step_amount


@dataclass(frozen=True, slots=True)
class Zone:
    """A named part of a price grid: whole ``countries``, or in them the ``postcodes`` starting so."""

    name: str
    countries: frozenset[str]
    postcodes: tuple[str, ...] = ()

    def covers(self, destination: str, postcode: str) -> bool:
        return destination in self.countries and (not self.postcodes or starts_with(postcode, self.postcodes))


@dataclass(frozen=True, slots=True)
class Promise:
    """When goods leave, and the first and last day on which they should arrive."""

    departure: Departure
    first: date
    last: date


@dataclass(frozen=True)
class Lane:
    """One way from ``origin`` to its ``destinations``.

    ``stock_kinds`` are the kinds of warehouse its mode draws from. ``bands`` maps a zone (the name of one of
    ``zones``, a country, or ``""`` for every other destination) to its price bands in ascending order.
    Weights in grams; ``handling_days`` are working days before departure, transit is in calendar days.
    ``refuses`` are the flags of goods that the lane does not carry, ``min_value`` and ``max_value`` of a
    consignment's goods are in the lane's currency. ``surcharges`` are those in force. Goods that leave a
    bonded zone (``leaves_bond``) are imported even within one country. ``record`` is what the parcels before
    say of it, ``deposit`` how what goes this way is paid in two goes. Only ``importers`` of these kinds
    (``private``, ``business``) may take it; none named: everybody. ``closed_to`` are the categories of goods
    that the shop's routing rules keep off it, by destination. Raises ``ValueError`` for bands out of order.
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
    weight_rule: WeightRule = field(default_factory=WeightRule)
    refuses: frozenset[str] = frozenset()
    incoterm: str = "DDP"
    channel: str = "courier"
    carrier: str = ""
    service: str = ""
    customs_port: str = ""
    name: Mapping[str, str] = field(default_factory=dict)
    zones: tuple[Zone, ...] = ()
    surcharges: tuple[Surcharge, ...] = ()
    schedule: Schedule = field(default_factory=Schedule)
    legs: tuple[Leg, ...] = ()
    min_value: Decimal | None = None
    max_value: Decimal | None = None
    max_side_mm: int | None = None
    max_girth_mm: int | None = None
    leaves_bond: bool = False
    deposit: DepositTerms | None = None
    importers: frozenset[str] = frozenset()
    closed_to: Mapping[str, frozenset[str]] = field(default_factory=dict)
    record: RoutingInputs = NOTHING_KNOWN

    def __post_init__(self) -> None:
        for zone, bands in self.bands.items():
            limits = [band.up_to_g for band in bands]
            if not limits or limits != sorted(set(limits)):
                raise ValueError(f"lane {self.code}: bands of zone {zone!r} must rise")

    def zone_of(self, destination: str, postcode: str = "") -> str:
        """The name under which ``bands`` has the price: areas of postcodes before named groups of countries,
        these before the country itself, and that before the price for everywhere else."""
        for zone in sorted(self.zones, key=lambda zone: not zone.postcodes):
            if zone.name in self.bands and zone.covers(destination, postcode):
                return zone.name
        return destination if destination in self.bands else ANYWHERE

    def bands_to(self, destination: str, postcode: str = "") -> tuple[Band, ...]:
        """The price bands for ``destination``; empty when the lane has no price for it."""
        return self.bands.get(self.zone_of(destination, postcode), ())

    def heaviest_parcel_g(self, destination: str, postcode: str = "") -> int:
        """The most a single parcel may weigh: the lane's own limit or the last band, whichever is less."""
        bands = self.bands_to(destination, postcode)
        return min(self.max_weight_g, bands[-1].up_to_g) if bands else 0

    def charged_from_g(self, destination: str, postcode: str = "") -> int:
        """The weight up to which every load costs the same; 0 where the first grams are charged by weight."""
        bands = self.bands_to(destination, postcode)
        return bands[0].up_to_g if bands and not bands[0].step_g else 0

    @property
    def is_freight(self) -> bool:
        """Whether a forwarder carries, who weighs and charges a consignment as a whole."""
        return self.channel == "freight"

    def is_open_to(self, importer_kind: str) -> bool:
        return not self.importers or importer_kind in self.importers

    def carries_category(self, category: str, destination: str) -> bool:
        return category not in self.closed_to.get(destination, ())

    def crosses_border_to(self, destination: str) -> bool:
        return self.leaves_bond or crosses_customs_border(self.origin, destination)

    def fits(self, piece: Dimensions) -> bool:
        """Whether a piece of that size keeps to the longest side and to length plus girth."""
        return (self.max_side_mm is None or piece.longest_mm <= self.max_side_mm) and (
            self.max_girth_mm is None or piece.girth_mm <= self.max_girth_mm
        )

    def takes_value(self, goods: Money) -> bool:
        """Whether goods of that value (in the lane's currency) may go together. The limits are included."""
        if goods.currency != self.currency:
            raise ValueError(f"lane {self.code} counts in {self.currency}, not {goods.currency}")
        return (self.min_value is None or self.min_value <= goods.amount) and (
            self.max_value is None or goods.amount <= self.max_value
        )

    def promise(self, asked_at: datetime, lead_days: int = 0) -> Promise:
        """For an order of the moment ``asked_at`` that a supplier makes ready in ``lead_days``."""
        leaves = self.schedule.departure(asked_at, lead_days=lead_days, handling_days=self.handling_days)
        transit = (timedelta(days=days) for days in (self.min_days, self.max_days))
        first, last = (leaves.departs_on + days for days in transit)
        return Promise(leaves, first, last)


@dataclass(frozen=True)
class LaneBook:
    """All lanes in force on ``on``."""

    on: date
    lanes: tuple[Lane, ...]
    _by_origin: dict[str, list[Lane]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_importer: dict[str, "LaneBook"] = field(default_factory=dict, init=False, repr=False, compare=False)

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

    def open_to(self, importer_kind: str) -> "LaneBook":
        """The lanes that an importer of that kind may take."""
        found = self._by_importer.get(importer_kind)
        if found is None:
            lanes = tuple(lane for lane in self.lanes if lane.is_open_to(importer_kind))
            found = self._by_importer[importer_kind] = LaneBook(self.on, lanes)
        return found

    def destinations(self) -> frozenset[str]:
        return frozenset(code for lane in self.lanes for code in lane.destinations)

    @classmethod
    def of(cls, on: date, lanes: Iterable[Lane]) -> "LaneBook":
        return cls(on, tuple(lanes))

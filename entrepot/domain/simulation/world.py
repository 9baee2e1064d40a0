"""What is played: markets with their buyers' orders, senders, and the ways goods can go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from entrepot.domain.duties import Place
from entrepot.domain.inventory.storage_fees import StorageTariff, unit_volume_mm3
from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.lanes import Lane
from entrepot.domain.sourcing.policy import Policy
from entrepot.domain.sourcing.routes import WantedLine


@dataclass(frozen=True)
class Article:
    """What is sold: ``price`` of a piece net of tax in the market's currency; ``hs`` as the market has it."""

    id: str
    hs: str
    origin: str
    price: Decimal
    net_weight_g: int
    gross_weight_g: int
    description: str = ""
    dimensions: Dimensions | None = None
    flags: frozenset[str] = frozenset()
    attributes: Mapping[str, Decimal | str | bool] = field(default_factory=dict)

    @property
    def volume_mm3(self) -> int:
        size = self.dimensions
        sides = (size.length_mm, size.width_mm, size.height_mm) if size else (None,) * 3
        return unit_volume_mm3(sides, self.gross_weight_g)

    def wanted(self, pieces: int) -> WantedLine:
        return WantedLine(
            self.id, pieces, self.gross_weight_g, self.dimensions, self.flags, bool(self.hs), self.price
        )


@dataclass(frozen=True, slots=True)
class Order:
    """``pieces`` are (article id, pieces), each article once."""

    id: str
    at: datetime
    pieces: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Shelf:
    """A warehouse filled from far by ``inbound``; ``bonded`` goods are imported when they leave it."""

    inbound: Lane
    from_country: str
    tariff: StorageTariff
    bonded: bool = False


@dataclass(frozen=True)
class Sender:
    """Who sends. Goods cost ``cost_share`` of their price there. Without ``shelf`` they are bought to order
    and never run out; ``fails`` of the orders then come to nothing, with ``failure`` as the word for it.
    ``lead_days`` are promised before handling, ``late`` of the orders take longer. ``fee_share`` of the
    goods is what the sender is paid for the work. ``deposit_share`` of the price is paid with the order, the
    rest before the goods leave."""

    warehouse: str
    kind: str
    country: str
    cost_share: Decimal
    lead_days: int = 0
    shelf: Shelf | None = None
    fails: Decimal = Decimal(0)
    failure: str = ""
    late: Decimal = Decimal(0)
    fee_share: Decimal = Decimal(0)
    deposit_share: Decimal = Decimal(1)


@dataclass(frozen=True)
class Way:
    """A fulfilment mode as it is played in a market: its ``senders`` and the codes of its ``lanes``."""

    mode: str
    senders: tuple[Sender, ...]
    lanes: frozenset[str]


@dataclass(frozen=True)
class Batching:
    """Orders sent one by one, or in bulk to ``gateway`` and from there one by one."""

    single: Lane
    bulk: Lane
    gateway: str
    local: Lane


@dataclass(frozen=True)
class Market:
    """``orders`` of the days played and ``before`` them, which the first stock goes by. ``rates`` are units
    of ``currency`` for one unit of a lane's, a tariff's or the policy's; ``lanes`` gives those of a day."""

    code: str
    name: Mapping[str, str]
    destination: Place
    currency: str
    articles: Mapping[str, Article]
    before: Sequence[Order]
    orders: Sequence[Order]
    ways: tuple[Way, ...]
    rates: Mapping[str, Decimal]
    lanes: Callable[[date], Sequence[Lane]]
    policy: Policy = field(default_factory=Policy)
    batching: Batching | None = None


@dataclass(frozen=True)
class Hazards:
    """What goes wrong, as shares; docs/algorithms/simulation.md says what each rests on.

    ``strict`` is how much more often customs inspects within ``strict_days`` from a day that the seed draws.
    Capital costs ``yearly_rate``; stock is ordered every ``review_days`` for ``cover_days`` more of sales.
    """

    inspected: Decimal = Decimal("0.03")
    inspected_freight: Decimal = Decimal("0.08")
    inspection_days: tuple[int, int] = (1, 6)
    strict: int = 3
    strict_days: int = 14
    departure_delayed: Decimal = Decimal("0.08")
    delay_days: tuple[int, int] = (1, 4)
    delivery_failed: Decimal = Decimal("0.04")
    lost_abroad: Decimal = Decimal("0.008")
    lost_at_home: Decimal = Decimal("0.002")
    given_up_after_days: int = 14
    late_days: tuple[int, int] = (1, 4)
    yearly_rate: Decimal = Decimal("0.08")
    review_days: int = 7
    cover_days: int = 7
    sales_days: int = 28

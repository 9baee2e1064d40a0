"""Stock in a warehouse far away: lots with what they cost, orders to refill, fees for lying there."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from entrepot.domain.inventory.ageing import capital_cost
from entrepot.domain.inventory.landed import value_left
from entrepot.domain.inventory.storage_fees import StorageTariff
from entrepot.domain.money import Money, total
from entrepot.domain.simulation.world import Article, Hazards

# The parts of what a lot cost to bring, and of what it costs to hold it.
PARTS = ("goods", "freight", "charges")
HELD = ("storage", "capital")


@dataclass(slots=True)
class Lot:
    """``cost`` has what all ``received`` units cost together, by part; they were paid for on ``paid_on``."""

    received: int
    cost: Mapping[str, Money]
    paid_on: date
    arrived_on: date
    left: int = 0

    def __post_init__(self) -> None:
        self.left = self.received

    def take(self, units: int) -> dict[str, Money]:
        """What ``units`` of it cost; the dearer leave first, so that nothing is lost in rounding."""
        taken = {
            part: value_left(cost, self.received, self.left)
            - value_left(cost, self.received, self.left - units)
            for part, cost in self.cost.items()
        }
        self.left -= units
        return taken


@dataclass(frozen=True, slots=True)
class Holding:
    """What it costs to hold goods: interest ``yearly_rate``, and storage by ``tariff`` at ``rate`` (units of
    the stock's currency for one of the tariff's)."""

    yearly_rate: Decimal
    tariff: StorageTariff
    rate: Decimal = Decimal(1)

    def of(self, article: Article, lot: Lot, units: int, tied: Money, on: date) -> dict[str, Money]:
        """Storage of ``units`` of a lot since it arrived, interest on what is ``tied`` since it was paid."""
        lying = self.tariff.lying(
            units=units, unit_volume_mm3=article.volume_mm3, days=(on - lot.arrived_on).days
        )
        return {
            "storage": lying.converted(self.rate, tied.currency),
            "capital": capital_cost(tied, self.yearly_rate, (on - lot.paid_on).days),
        }


@dataclass(frozen=True, slots=True)
class Leftover:
    """Stock nobody bought: its worth, and what holding it has cost so far."""

    worth: Decimal = Decimal(0)
    storage: Decimal = Decimal(0)
    capital: Decimal = Decimal(0)

    def __add__(self, other: "Leftover") -> "Leftover":
        return Leftover(self.worth + other.worth, self.storage + other.storage, self.capital + other.capital)


@dataclass
class Stock:
    """The lots of one warehouse by article, the oldest first, and the units under way to it."""

    currency: str
    holding: Holding
    lots: dict[str, list[Lot]] = field(default_factory=lambda: defaultdict(list))
    coming: Counter[str] = field(default_factory=Counter)

    def on_hand(self, article: str) -> int:
        return sum(lot.left for lot in self.lots.get(article, ()))

    def available(self, articles: Iterable[str]) -> dict[str, int]:
        return {article: have for article in articles if (have := self.on_hand(article))}

    def receive(self, article: str, lot: Lot) -> None:
        self.lots[article].append(lot)

    def take(self, article: Article, units: int, on: date) -> dict[str, Money]:
        """What the oldest ``units`` cost by part, and what it cost to hold them until now.
        Raises ``ValueError`` when there are fewer."""
        if units > self.on_hand(article.id):
            raise ValueError(f"{units} units of {article.id} are not there")
        cost = {part: Money.zero(self.currency) for part in (*PARTS, *HELD)}
        for lot in self.lots[article.id]:
            taken = min(units, lot.left)
            if taken:
                parts = lot.take(taken)
                tied = total(parts.values(), self.currency)
                parts |= self.holding.of(article, lot, taken, tied, on)
                cost = {part: cost[part] + amount for part, amount in parts.items()}
                units -= taken
        self.lots[article.id] = [lot for lot in self.lots[article.id] if lot.left]
        return cost

    def close(self, articles: Mapping[str, Article], on: date) -> Leftover:
        """What is left is worth, and what it has cost to hold it so far."""
        left = Leftover()
        for article in sorted(self.lots):
            for lot in self.lots[article]:
                worth = total(
                    (value_left(cost, lot.received, lot.left) for cost in lot.cost.values()), self.currency
                )
                held = self.holding.of(articles[article], lot, lot.left, worth, on)
                left += Leftover(worth.amount, held["storage"].amount, held["capital"].amount)
        return left


def to_order(
    stock: Stock, sold: Mapping[str, int], lead_days: int, hazards: Hazards
) -> list[tuple[str, int]]:
    """The 7-day rule with a way to go: on hand and under way shall last for the lead time, until the next
    review, and ``cover_days`` more at the pace of the last ``sales_days`` (5 a day and 7 days: 35)."""
    horizon = lead_days + hazards.review_days + hazards.cover_days
    wanted = []
    for article in sorted(sold):
        target = -(-sold[article] * horizon // hazards.sales_days)
        missing = target - stock.on_hand(article) - stock.coming[article]
        if missing > 0:
            wanted.append((article, missing))
    return wanted

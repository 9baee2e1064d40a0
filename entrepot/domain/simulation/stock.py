"""Stock in a warehouse far away: lots with what they cost, orders to refill, fees for lying there."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from entrepot.domain.inventory.ageing import capital_cost
from entrepot.domain.inventory.landed import value_left
from entrepot.domain.inventory.storage_fees import StorageTariff
from entrepot.domain.money import Money
from entrepot.domain.simulation.world import Article, Hazards

# The parts of what a lot cost to bring.
PARTS = ("goods", "freight", "charges")


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


@dataclass
class Stock:
    """The lots of one warehouse by article, the oldest first, and the units under way to it."""

    currency: str
    lots: dict[str, list[Lot]] = field(default_factory=lambda: defaultdict(list))
    coming: Counter[str] = field(default_factory=Counter)

    def on_hand(self, article: str) -> int:
        return sum(lot.left for lot in self.lots.get(article, ()))

    def available(self, articles: Iterable[str]) -> dict[str, int]:
        return {article: have for article in articles if (have := self.on_hand(article))}

    def receive(self, article: str, lot: Lot) -> None:
        self.lots[article].append(lot)

    def take(self, article: str, units: int, on: date, yearly_rate: Decimal) -> dict[str, Money]:
        """What the oldest ``units`` cost by part, and as ``capital`` the interest since they were paid for.
        Raises ``ValueError`` when there are fewer."""
        if units > self.on_hand(article):
            raise ValueError(f"{units} units of {article} are not there")
        cost = {part: Money.zero(self.currency) for part in (*PARTS, "capital")}
        for lot in self.lots[article]:
            taken = min(units, lot.left)
            if taken:
                parts = lot.take(taken)
                tied = sum((parts[part].amount for part in PARTS), Decimal(0))
                days = (on - lot.paid_on).days
                parts["capital"] = capital_cost(Money(tied, self.currency), yearly_rate, days)
                cost = {part: cost[part] + amount for part, amount in parts.items()}
                units -= taken
        self.lots[article] = [lot for lot in self.lots[article] if lot.left]
        return cost

    def storage(self, articles: Mapping[str, Article], tariff: StorageTariff, on: date) -> Money:
        """The fee of one day for all that lies there, in the tariff's currency, not rounded."""
        fee = Money.zero(tariff.currency)
        for article, lots in self.lots.items():
            for lot in lots:
                fee += tariff.fee(
                    units=lot.left, unit_volume_mm3=articles[article].volume_mm3,
                    age_days=(on - lot.arrived_on).days,
                )  # fmt: skip
        return fee

    def close(self, on: date, yearly_rate: Decimal) -> tuple[Money, Money]:
        """What is left is worth, and the interest it has cost so far."""
        worth = interest = Money.zero(self.currency)
        for article in sorted(self.lots):
            for lot in self.lots[article]:
                tied = sum(
                    (value_left(cost, lot.received, lot.left).amount for cost in lot.cost.values()),
                    Decimal(0),
                )
                worth += Money(tied, self.currency)
                interest += capital_cost(Money(tied, self.currency), yearly_rate, (on - lot.paid_on).days)
        return worth, interest


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

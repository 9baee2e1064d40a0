"""What a consignment costs before the law has spoken, by the policy's weights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from entrepot.domain.money import Money
from entrepot.domain.sourcing.freight import Freight, TooHeavy, freight
from entrepot.domain.sourcing.lanes import Lane
from entrepot.domain.sourcing.order_costs import Weighed, in_currency
from entrepot.domain.sourcing.policy import Policy
from entrepot.domain.sourcing.problem import Carriage, Items
from entrepot.domain.sourcing.routes import Route, Source, WantedLine
from entrepot.domain.sourcing.weights import Load

# Per day, so that of two plans that cost the same the sooner one is taken.
SOONER: Final = Decimal("0.001")


@dataclass(frozen=True)
class Costing:
    """``rates`` are units of ``currency``, the buyer's, for one unit of a lane's or of the policy's."""

    lines: Mapping[str, WantedLine]
    sources: tuple[Source, ...]
    destination: str
    postcode: str
    currency: str
    rates: Mapping[str, Decimal]
    policy: Policy

    def carry(self, route: Route, items: Items) -> Carriage | None:
        """Freight, the price of the goods there, handling, waiting, risk; ``None`` if it cannot be sent."""
        try:
            found, price = self.freight(route, items)
        except TooHeavy:
            return None
        if found.parcels > self.policy.most_parcels:
            return None
        value, lane = self._value(items), route.lane
        if not lane.takes_value(Money(value / self.rates[lane.currency], lane.currency)):
            return None
        goods = sum((self._goods(route.source, line_id, n) for line_id, n in items), Decimal(0))
        weighed = self._weighed(route, items, value)
        cost = price.amount + goods + weighed.handling + weighed.waiting + weighed.risk
        cost += SOONER * route.expected_days
        return Carriage(price.amount, cost, found.parcels)

    def weighed(self, route: Route, items: Items) -> Weighed:
        """What the policy adds to what changes hands, in ``currency``."""
        return self._weighed(route, items, self._value(items))

    def _weighed(self, route: Route, items: Items, value: Decimal) -> Weighed:
        risk = self.policy.risk_share.get(route.source.kind, Decimal(0)) + self._risk_on_the_way(route.lane)
        return Weighed(
            handling=self._handling(sum(n for _line_id, n in items)),
            waiting=self.policy.waiting(value, route.expected_days),
            risk=value * risk,
        )

    def _value(self, items: Items) -> Decimal:
        return sum((self.lines[line_id].value * n for line_id, n in items), Decimal(0))

    def _risk_on_the_way(self, lane: Lane) -> Decimal:
        """The share of the goods' value that lost and late parcels of this lane cost on average."""
        lateness, loss = lane.record.lateness or Decimal(0), lane.record.loss or Decimal(0)
        return lateness * self.policy.late_share + loss

    def freight(self, route: Route, items: Items) -> tuple[Freight, Money]:
        """Freight as the lane asks it, and in the buyer's currency, rounded once. Raises ``TooHeavy``."""
        found = freight(route.lane, self.destination, self.load(items), postcode=self.postcode)
        return found, in_currency(found, self.currency, self.rates)

    def load(self, items: Items) -> Load:
        """``items`` together."""
        return sum((self.lines[line_id].load(n) for line_id, n in items), Load())

    def _handling(self, pieces: int) -> Decimal:
        rate = self.rates.get(self.policy.currency, Decimal(1))
        return self.policy.handling(pieces) * rate

    def _goods(self, source: Source, line_id: str, pieces: int) -> Decimal:
        """What so many pieces cost us there, less what they would cost if they stayed and became too old."""
        cost = self._cost(source, line_id)
        days_left, ageing = source.ageing.get(line_id, (self.policy.ageing_days, 0))
        return cost * pieces - self.policy.spared(cost, days_left) * min(pieces, ageing)

    def _cost(self, source: Source, line_id: str) -> Decimal:
        """What a piece costs us there; where nobody knows, what it costs elsewhere on average, so that not to
        know is neither better nor worse."""
        known = source.costs.get(line_id)
        return known if known is not None else self._usual.get(line_id, Decimal(0))

    @cached_property
    def _usual(self) -> dict[str, Decimal]:
        return {
            line_id: usual for line_id in self.lines if (usual := _mean(self.sources, line_id)) is not None
        }


def _mean(sources: Iterable[Source], line_id: str) -> Decimal | None:
    known = [source.costs[line_id] for source in sources if line_id in source.costs]
    return sum(known, Decimal(0)) / len(known) if known else None

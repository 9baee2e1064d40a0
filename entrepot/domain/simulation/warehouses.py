"""Warehouses that are filled from far: reviewed every week, refilled by sea."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from entrepot.domain.simulation.law import Law
from entrepot.domain.simulation.refill import landed_lots
from entrepot.domain.simulation.stock import Holding, Leftover, Lot, Stock, to_order
from entrepot.domain.simulation.trip import Fate
from entrepot.domain.simulation.world import Hazards, Market, Order, Sender, Shelf, Way

ONE_DAY: Final = timedelta(days=1)
Happening = Callable[[datetime], None]
Tell = Callable[[datetime, str, str, str], None]


@dataclass
class Warehouses:
    """Those of a way's senders that have a shelf. ``at`` puts something into the queue of events."""

    market: Market
    way: Way
    law: Law
    fate: Fate
    hazards: Hazards
    start: date
    end: date
    at: Callable[[datetime, Happening], None]
    tell: Tell
    stocks: dict[str, Stock] = field(default_factory=dict)
    _asked: list[tuple[date, tuple[tuple[str, int], ...]]] = field(default_factory=list)

    def open(self) -> None:
        """The first stock is what the rule would have lying there and under way, as if it all lay there."""
        shelves = [(sender, sender.shelf) for sender in self.way.senders if sender.shelf]
        for order in self.market.before if shelves else ():
            self.asked(order)
        for sender, shelf in shelves:
            stock = self.stocks[sender.warehouse] = Stock(self.market.currency, self._holding(shelf))
            wanted = to_order(stock, self._sold(self.start), _lead(shelf), self.hazards)
            self._put(sender, shelf, wanted, self.start - _lead(shelf) * ONE_DAY, self.start)
            for day in range(0, (self.end - self.start).days, self.hazards.review_days):
                on = datetime.combine(self.start + day * ONE_DAY, time(), UTC)
                self.at(on, self._reviewing(sender, shelf))

    def asked(self, order: Order) -> None:
        """Demand, met or not: the next review goes by it."""
        self._asked.append((order.at.date(), order.pieces))

    def close(self) -> Leftover:
        """What lies there on the last day, in all of them."""
        closed = [stock.close(self.market.articles, self.end) for stock in self.stocks.values()]
        return sum(closed, Leftover())

    def _holding(self, shelf: Shelf) -> Holding:
        return Holding(self.hazards.yearly_rate, shelf.tariff, self.market.rates[shelf.tariff.currency])

    def _reviewing(self, sender: Sender, shelf: Shelf) -> Happening:
        def review(at: datetime) -> None:
            stock, on = self.stocks[sender.warehouse], at.date()
            wanted = to_order(stock, self._sold(on), _lead(shelf), self.hazards)
            if not wanted:
                return
            name = f"{sender.warehouse}/{on}"
            departs_on = shelf.inbound.promise(at).departure.departs_on
            trip = self.fate.trip(shelf.inbound, sender.country, departs_on, name)
            stock.coming.update(dict(wanted))
            self.tell(at, "ordered", name, f"{sum(units for _one, units in wanted)} pieces")
            self.at(trip.ends_at, self._receiving(sender, shelf, wanted, on))

        return review

    def _receiving(
        self, sender: Sender, shelf: Shelf, wanted: list[tuple[str, int]], paid_on: date
    ) -> Happening:
        def receive(at: datetime) -> None:
            self.stocks[sender.warehouse].coming.subtract(dict(wanted))
            if at.date() < self.end:
                self._put(sender, shelf, wanted, paid_on, at.date())
                self.tell(at, "received", f"{sender.warehouse}/{paid_on}", "")

        return receive

    def _put(
        self, sender: Sender, shelf: Shelf, wanted: list[tuple[str, int]], paid_on: date, on: date
    ) -> None:
        if not wanted:
            return
        costs = landed_lots(self.market, sender, shelf, wanted, self.law, on)
        for article, units in wanted:
            self.stocks[sender.warehouse].receive(article, Lot(units, costs[article], paid_on, on))

    def _sold(self, until: date) -> dict[str, int]:
        """Pieces asked for in the days before, whether they were there or not."""
        since = until - self.hazards.sales_days * ONE_DAY
        pieces = Counter[str]()
        for on, asked in self._asked:
            if since <= on < until:
                pieces.update(dict(asked))
        return dict(pieces)


def _lead(shelf: Shelf) -> int:
    return shelf.inbound.handling_days + shelf.inbound.max_days

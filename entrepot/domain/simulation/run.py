"""One way of sending, played through: a clock, a queue of events, and what follows from each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from heapq import heappop, heappush
from typing import Final

from entrepot.domain.duties import Dates, Status
from entrepot.domain.inventory.ageing import capital_cost
from entrepot.domain.money import Money
from entrepot.domain.simulation.foresight import Foresight
from entrepot.domain.simulation.law import Law, Sale
from entrepot.domain.simulation.tally import HOURS_A_DAY, Tally
from entrepot.domain.simulation.trip import Fate, Trip
from entrepot.domain.simulation.warehouses import Tell, Warehouses
from entrepot.domain.simulation.world import Hazards, Market, Order, Sender, Way
from entrepot.domain.sourcing.lanes import LaneBook
from entrepot.domain.sourcing.order_costs import laid_out
from entrepot.domain.sourcing.plan import Plan, PlannedConsignment, plan
from entrepot.domain.sourcing.policy import Effort
from entrepot.domain.sourcing.routes import Source
from entrepot.domain.tracking.derive import whereabouts
from entrepot.domain.tracking.statuses import TrackingLeg

HOUR: Final = timedelta(hours=1)
# Thousands of orders are planned: less search than at checkout, where one buyer waits.
EFFORT: Final = Effort(pricings=4, columns=60, rounds=2, compares=False)
ONE_DAY: Final = timedelta(days=1)


@dataclass
class Sent:
    """A consignment under way. ``cost`` is what it has cost by part; ``quoted`` what law asked with the
    order; ``window`` when it was told at dispatch to arrive."""

    name: str
    order: "Placed"
    planned: PlannedConsignment
    trip: Trip
    cost: dict[str, Decimal]
    quoted: Decimal = Decimal(0)
    window: tuple[datetime, datetime] | None = None


@dataclass
class Placed:
    """An order with what of it is under way: it has ended when nothing is ``open`` any more."""

    order: Order
    sale: Sale
    value: Decimal
    promised: date
    open: int = 0
    lost: bool = False


@dataclass
class Run:
    """``days`` from ``start`` on. ``tell`` hears every event: moment, kind, subject, details."""

    market: Market
    way: Way
    law: Law
    fate: Fate
    hazards: Hazards
    start: date
    days: int
    tell: Tell
    tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        self.tally = Tally(self.way.mode, self.market.currency)
        self._queue: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._number = 0
        self._senders = {one.warehouse: one for one in self.way.senders}
        self._foresight = Foresight()
        end = self.start + self.days * ONE_DAY
        self.warehouses = Warehouses(
            self.market, self.way, self.law, self.fate, self.hazards, self.start, end, self._at, self.tell
        )

    def play(self) -> Tally:
        """Everything until the last consignment has ended."""
        self.warehouses.open()
        for order in self.market.orders:
            self._at(order.at, self._placing(order))
        while self._queue:
            at, _number, happen = heappop(self._queue)
            happen(at)
        left = self.warehouses.close()
        self.tally.stock_left = left.worth
        self.tally.costs["storage"] += left.storage
        self.tally.costs["capital"] += left.capital
        return self.tally

    def _at(self, at: datetime, happen: Callable[[datetime], None]) -> None:
        self._number += 1
        heappush(self._queue, (at.astimezone(UTC), self._number, happen))

    def _placing(self, order: Order) -> Callable[[datetime], None]:
        return lambda at: self._place(order, at)

    def _place(self, order: Order, at: datetime) -> None:
        tally, market = self.tally, self.market
        tally.orders += 1
        tally.lines += len(order.pieces)
        self.warehouses.asked(order)
        sale = Sale(
            self.law, market.articles, market.destination, market.currency, at.date(),
            market.policy.unknown_share,
        )  # fmt: skip
        planned = self._plan(order, sale)
        for refusal in planned.refused:
            tally.missed[refusal.reason] += 1
            tally.missed_value += market.articles[refusal.line_id].price * dict(order.pieces)[refusal.line_id]
        if not planned.consignments:
            reasons = {refusal.reason for refusal in planned.refused}
            self._finish(
                order, at, "unsold" if reasons == {"no_stock"} else "refused", " ".join(sorted(reasons))
            )
            return
        failing = self._failing(order, planned)
        if failing:
            self._finish(order, at, "called_off", failing.failure)
            return
        value = sum(
            (market.articles[one].price * n for each in planned.consignments for one, n in each.items),
            Decimal(0),
        )
        promises = [
            each.route.lane.promise(order.at, each.route.source.lead_days).last
            for each in planned.consignments
        ]
        placed = Placed(order, sale, value, max(promises), len(planned.consignments))
        for each in planned.consignments:
            self._send(placed, each, at)

    def _plan(self, order: Order, sale: Sale) -> Plan:
        market, on = self.market, sale.on
        lanes = (lane for lane in market.lanes(on) if lane.code in self.way.lanes)
        lines = [market.articles[article].wanted(pieces) for article, pieces in order.pieces]
        return plan(
            lines=lines, sources=[self._source(sender, order) for sender in self.way.senders],
            book=LaneBook.of(on, lanes), destination=market.destination.country, currency=market.currency,
            rates=market.rates, postcode=market.destination.postcode, charge=sale.charges,
            policy=market.policy, effort=EFFORT,
        )  # fmt: skip

    def _source(self, sender: Sender, order: Order) -> Source:
        stock = self.warehouses.stocks.get(sender.warehouse)
        available = stock.available(one for one, _n in order.pieces) if stock else dict(order.pieces)
        costs = {
            one: self.market.articles[one].price * (sender.cost_share + sender.fee_share)
            for one, _n in order.pieces
        }
        return Source(
            sender.warehouse, sender.kind, sender.country, available, lead_days=sender.lead_days, costs=costs
        )

    def _failing(self, order: Order, planned: Plan) -> Sender | None:
        for each in planned.consignments:
            sender = self._senders[each.route.source.warehouse]
            if self.fate.chance.happens(sender.fails, "fails", sender.warehouse, order.id):
                return sender
        return None

    def _send(self, placed: Placed, planned: PlannedConsignment, at: datetime) -> None:
        route, order = planned.route, placed.order
        sender = self._senders[route.source.warehouse]
        name = f"{order.id}/{sender.warehouse}"
        departs_on = route.lane.promise(at + self._late(sender, order), sender.lead_days).departure.departs_on
        luck = (self.market.code, order.id)
        trip = self.fate.trip(route.lane, self.market.destination.country, departs_on, *luck)
        sent = Sent(name, placed, planned, trip, self._cost(sender, planned, at.date()))
        quoted = placed.sale.landed(
            route, planned.items, planned.price, Dates(placed.sale.on), planned.linked
        )
        sent.cost["capital"] += self._laid_out(sender, sent, (departs_on - at.date()).days)
        totals = quoted.totals
        sent.quoted = totals.duty.amount + totals.tax.amount + totals.fees.amount
        self.tally.consignments += 1
        self.tally.lanes[route.lane.code] += 1
        self.tell(at, "placed", name, f"{route.lane.code} until {placed.promised}")
        self._at(trip.departs_at, lambda now: self._depart(sent, now))
        if any(scan.leg == TrackingLeg.CUSTOMS for scan in trip.scans):
            self._at(trip.customs_at, lambda now: self._declare(sent, now))
        elif not route.lane.crosses_border_to(self.market.destination.country):
            sent.cost["charges"] += sent.quoted
        self._at(trip.ends_at, lambda now: self._arrive(sent, now))

    def _late(self, sender: Sender, order: Order) -> timedelta:
        chance = self.fate.chance
        if not chance.happens(sender.late, "late", sender.warehouse, order.id):
            return timedelta(0)
        return timedelta(days=chance.days(*self.hazards.late_days, "late by", sender.warehouse, order.id))

    def _cost(self, sender: Sender, planned: PlannedConsignment, on: date) -> dict[str, Decimal]:
        """What is paid before the law speaks."""
        market = self.market
        policy, items = market.policy, planned.items
        pieces = sum(n for _one, n in items)
        value = sum((market.articles[one].price * n for one, n in items), Decimal(0))
        handling = policy.handling(pieces) * market.rates[policy.currency]
        cost = {
            "goods": value * sender.cost_share, "freight": planned.price.amount, "charges": Decimal(0),
            "storage": Decimal(0), "capital": Decimal(0), "handling": handling + value * sender.fee_share,
        }  # fmt: skip
        stock = self.warehouses.stocks.get(sender.warehouse)
        if stock is not None:
            cost["goods"] = Decimal(0)
            for article, units in items:
                for part, amount in stock.take(market.articles[article], units, on).items():
                    cost[part] += amount.amount
        return cost

    def _laid_out(self, sender: Sender, sent: Sent, days: int) -> Decimal:
        """Interest on goods bought to order, as far as the deposit does not pay them, until they leave."""
        if sender.shelf:
            return Decimal(0)
        tied = laid_out(sent.cost["goods"], sent.order.value, sender.deposit_share)
        return capital_cost(Money(tied, self.market.currency), self.hazards.yearly_rate, days).amount

    def _depart(self, sent: Sent, at: datetime) -> None:
        lane, trip = sent.planned.route.lane, sent.trip
        sent.window = self._foresight.window(lane, at)
        self._foresight.left(lane, at, whereabouts(trip.scans).delivered_at)
        self.tell(at, "departed", sent.name, lane.code)

    def _declare(self, sent: Sent, at: datetime) -> None:
        """Law may have changed since the order: what is due counts, not what the buyer was quoted."""
        on, sale, planned = at.date(), sent.order.sale, sent.planned
        dates = Dates(sale.on, export=sent.trip.departs_at.date(), entry=on, acceptance=on)
        landed = sale.landed(planned.route, planned.items, planned.price, dates, planned.linked)
        totals = landed.totals
        due = totals.duty.amount + totals.tax.amount + totals.fees.amount
        if landed.status is Status.REFUSED:
            due = sent.quoted
        sent.cost["charges"] += due
        self.tally.surprise += due - sent.quoted
        self.tell(at, "declared", sent.name, f"{due:.2f}")

    def _arrive(self, sent: Sent, at: datetime) -> None:
        placed, tally = sent.order, self.tally
        delivered_at = whereabouts(sent.trip.scans).delivered_at
        if sent.trip.cause:
            tally.causes[sent.trip.cause] += 1
        if delivered_at is None:
            placed.lost = True
            tally.costs["losses"] += sum(sent.cost.values(), Decimal(0))
        else:
            for part, amount in sent.cost.items():
                tally.costs[part] += amount
            if sent.window:
                tally.eta_asked += 1
                tally.eta_kept += sent.window[0] <= delivered_at <= sent.window[1]
        self.tell(at, "delivered" if delivered_at else "lost", sent.name, sent.trip.cause)
        placed.open -= 1
        if not placed.open:
            self._end_order(placed, sent.trip.ends_at)

    def _end_order(self, placed: Placed, at: datetime) -> None:
        tally = self.tally
        if not placed.lost:
            hours = (at - placed.order.at) // HOUR
            tally.hours.append(hours)
            tally.on_time += at.date() <= placed.promised
            tally.sales += placed.value
            tally.waiting += self.market.policy.waiting(placed.value, Decimal(hours) / HOURS_A_DAY)
        self._finish(placed.order, at, "lost" if placed.lost else "delivered", "")

    def _finish(self, order: Order, at: datetime, end: str, why: str) -> None:
        self.tally.ends[end] += 1
        self.tell(at, end, order.id, why)

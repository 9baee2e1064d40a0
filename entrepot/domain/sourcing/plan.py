"""From wanted lines to priced consignments, with what else was possible and what was refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from entrepot.domain.money import Money
from entrepot.domain.sourcing.alternatives import (
    RECOMMENDED,
    Alternative,
    best_terms,
    compare,
    every_kind,
    other_lanes,
)
from entrepot.domain.sourcing.costing import Costing
from entrepot.domain.sourcing.freight import Freight
from entrepot.domain.sourcing.freight_minimum import FreightMinimum, freight_minimum
from entrepot.domain.sourcing.lanes import LaneBook
from entrepot.domain.sourcing.order_costs import Weighed
from entrepot.domain.sourcing.policy import QUOTE, Effort, Policy
from entrepot.domain.sourcing.prices import Answers, Column, Prices
from entrepot.domain.sourcing.problem import Charge, Charges, Counts, Items, Problem
from entrepot.domain.sourcing.routes import (
    Refusal,
    Route,
    Source,
    WantedLine,
    earliest,
    find_routes,
    reachable,
    refusal,
)
from entrepot.domain.sourcing.search import Found, search
from entrepot.domain.sourcing.structuring import RefusedSplit, refused_split


@dataclass(frozen=True)
class Option:
    """Another lane for the same goods, with its freight in the buyer's currency.

    ``dearer`` is what the buyer would pay more in all, freight, duty, tax and fees together.
    """

    route: Route
    freight: Freight
    price: Money
    dearer: Money
    weighed: Weighed


@dataclass(frozen=True)
class PlannedConsignment:
    """``items`` are (line id, pieces). ``price`` is freight in the buyer's currency, rounded once.

    ``linked`` is the value of the sale's other goods that cross the border beside it: it counts where law
    tests a threshold. ``others`` are all routes from the same source that could carry exactly these items
    instead. ``reason`` is ``only_way``, ``cheapest``, ``best_value`` (a cheaper lane is not worth its wait)
    or ``chosen``. ``freight_minimum`` is what keeps these goods from being offered freight, if that does.
    """

    route: Route
    items: tuple[tuple[str, int], ...]
    freight: Freight
    price: Money
    reason: str
    linked: Decimal = Decimal(0)
    others: tuple[Option, ...] = ()
    freight_minimum: FreightMinimum | None = None
    weighed: Weighed = field(default_factory=Weighed)

    @property
    def offered(self) -> tuple[Option, ...]:
        """Those of ``others`` that are cheaper or sooner for the buyer than this way and than each other."""
        terms = [(Decimal(0), self.route.longest_days)]
        terms += [(option.dearer.amount, option.route.longest_days) for option in self.others]
        return tuple(self.others[at - 1] for at in best_terms(terms) if at)


@dataclass(frozen=True)
class Plan:
    """``consignments`` in order of warehouse and lane; ``refused`` says why of every line left out.

    ``cost`` is what the policy weighs, in the buyer's currency; ``gap`` how much dearer than the best
    conceivable plan it may be (a share), ``None`` when that was not proved. ``alternatives`` are other whole
    plans, ``kind`` which one this is; ``refused_split`` is what would have ducked a threshold.
    """

    consignments: tuple[PlannedConsignment, ...]
    refused: tuple[Refusal, ...]
    cost: Decimal = Decimal(0)
    gap: Decimal | None = Decimal(0)
    kind: str = RECOMMENDED
    alternatives: tuple[Alternative, ...] = ()
    refused_split: RefusedSplit | None = None


def no_law(_route: Route, _items: Items, _freight: Decimal, _linked: Decimal) -> Charges:
    """Nothing is charged and nothing forbidden."""
    return Charges()


def plan(
    *,
    lines: Sequence[WantedLine],
    sources: Sequence[Source],
    book: LaneBook,
    destination: str,
    currency: str,
    rates: Mapping[str, Decimal],
    postcode: str = "",
    charge: Charge = no_law,
    policy: Policy | None = None,
    effort: Effort = QUOTE,
    wish: str = RECOMMENDED,
    asked_at: datetime | None = None,
    latest_days: int | None = None,
) -> Plan:
    """The consignments that bring ``lines`` to ``destination`` at the least cost by ``policy``.

    ``rates`` gives units of ``currency``, the buyer's, for one unit of each lane currency that serves the
    destination and of the policy's; a lane without one is left out. ``charge`` asks the law about a
    consignment. ``wish`` is the kind of plan preferred (``recommended``, ``cheapest``, ``fastest``,
    ``fewest``); where it is no other plan the recommended one is taken. Days count from ``asked_at`` by the
    lanes' calendars. Nothing promised for later than ``latest_days`` is considered: a line that could only
    come later is refused as ``too_late`` with the ``days`` it needs. A line is sent in full or not at all.
    """
    every = [
        route
        for route in find_routes(lines, sources, book, destination, asked_at)
        if route.lane.currency in rates
    ]
    routes = [route for route in every if latest_days is None or route.longest_days <= latest_days]
    able, refused = [], []
    for line in lines:
        if reachable(line, routes) >= line.quantity:
            able.append(line)
        elif (days := earliest(line, every)) is not None:
            refused.append(Refusal(line.id, "too_late", {"days": str(days)}))
        else:
            refused.append(refusal(line, sources, book, destination, reachable(line, every)))
    costing = Costing(
        {line.id: line for line in able}, tuple(sources), destination, postcode, currency, rates,
        policy or Policy(),
    )  # fmt: skip
    work = _Work(Answers(Problem(tuple(able), tuple(routes), destination, costing.carry, charge)), costing,
                 effort)  # fmt: skip
    made, left_out = work.plan(wish) if able else (Plan((), ()), [])
    return replace(made, refused=(*refused, *left_out))


@dataclass(frozen=True)
class _Work:
    answers: Answers
    costing: Costing
    effort: Effort

    @property
    def problem(self) -> Problem:
        return self.answers.problem

    def plan(self, wish: str) -> tuple[Plan, list[Refusal]]:
        """The plan for all lines, or for as many as can legally be sent together, and why not the others."""
        prices = Prices(self.answers)
        demand = self.problem.demand
        best = search(prices, self.effort, demand)
        left_out: list[Refusal] = []
        if best is None:
            demand, best = self._as_many(prices)
            left_out = [
                self._left_out(line)
                for line, wanted in zip(self.problem.lines, demand, strict=True)
                if not wanted
            ]
        if best is None:
            return Plan((), ()), left_out
        plans = {RECOMMENDED: best}
        if self.effort.compares:
            plans = every_kind(self.answers, best, self.effort, demand)
        kind = wish if wish in plans else RECOMMENDED
        chosen = plans[kind]
        split = refused_split(self.problem, chosen, self.effort) if self.effort.compares else None
        others = compare(self.answers, plans, kind)
        consignments = self._consignments(chosen)
        return Plan(consignments, (), chosen.amount, chosen.gap, kind, others, split), left_out

    def _as_many(self, prices: Prices) -> tuple[Counts, Found | None]:
        """Line after line, the dearest first, as long as a legal plan for all of them is found."""
        lines = self.problem.lines
        demand, best = [0] * len(lines), None
        for at in sorted(range(len(lines)), key=lambda at: (-lines[at].value * lines[at].quantity, at)):
            demand[at] = lines[at].quantity
            found = search(prices, self.effort, tuple(demand))
            if found is None:
                demand[at] = 0
            else:
                best = found
        return tuple(demand), best

    def _left_out(self, line: WantedLine) -> Refusal:
        facts = self.answers.facts.get(line.id)
        if facts is not None:
            return Refusal(line.id, "prohibited", facts)
        return Refusal(line.id, "no_lane", {"available": "0", "wanted": str(line.quantity)})

    def _consignments(self, chosen: Found) -> tuple[PlannedConsignment, ...]:
        used = {column.route for column in chosen.columns}
        return tuple(
            self._consignment(column, chosen.sale, used)
            for column in sorted(chosen.columns, key=lambda column: column.route)
        )

    def _consignment(self, column: Column, sale: Decimal, used: set[int]) -> PlannedConsignment:
        problem = self.problem
        route = problem.routes[column.route]
        items = self._in_order(problem.items(column.counts))
        found, price = self.costing.freight(route, items)
        others = self._others(column, sale, used) if self.effort.compares else ()
        reason = "only_way"
        if others:
            cheaper = any(option.dearer.amount < 0 for option in others)
            reason = "best_value" if cheaper else "cheapest"
        linked = sale - problem.value(column.counts) if problem.imports[column.route] else Decimal(0)
        weighed = self.costing.weighed(route, items)
        made = PlannedConsignment(route, items, found, price, reason, linked, others, weighed=weighed)
        return replace(made, freight_minimum=self._freight_minimum(made))

    def _freight_minimum(self, made: PlannedConsignment) -> FreightMinimum | None:
        """Of the freight lanes that could carry what is ``made``, unless one of them is shown anyway."""
        if any(each.lane.is_freight for each in (made.route, *(other.route for other in made.offered))):
            return None
        could = (each.route for each in made.others)
        return freight_minimum(
            could, self.costing.load(made.items), self.costing.destination, self.costing.postcode
        )

    def _in_order(self, items: Items) -> Items:
        """As the lines were given."""
        given = list(self.costing.lines)
        return tuple(sorted(items, key=lambda item: given.index(item[0])))

    def _others(self, column: Column, sale: Decimal, used: set[int]) -> tuple[Option, ...]:
        """The other lanes from its source, in the order of their routes."""
        found = []
        for other in other_lanes(self.answers, column, sale, used):
            route = self.problem.routes[other.route]
            items = self.problem.items(column.counts)
            freight, price = self.costing.freight(route, items)
            dearer = Money(other.paid - column.paid, price.currency)
            found.append(Option(route, freight, price, dearer, self.costing.weighed(route, items)))
        return tuple(found)

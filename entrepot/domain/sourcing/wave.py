"""Many orders that want the same stock: planned together where they meet, each alone where they do not."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from entrepot.domain.sourcing.exact import demand_rows, route_rows, stock_rows
from entrepot.domain.sourcing.policy import THOROUGH, Effort
from entrepot.domain.sourcing.prices import Answers, Column, Prices
from entrepot.domain.sourcing.problem import Problem
from entrepot.domain.sourcing.search import Found, search, whole_sale
from entrepot.domain.sourcing.solver import Row, choose

# More than any order costs, in ten-thousandths: who has no other way goes first.
ONLY_WAY: Final = 10**12

Orders = Mapping[str, Problem]
Plans = dict[str, Found | None]
# A line at a source.
Shelf = tuple[str, str]


@dataclass(frozen=True)
class Wave:
    """A plan for each order, ``None`` where the stock does not reach. ``bound`` is what those that are served
    cannot cost less than together; ``None`` when that is not known."""

    plans: Plans
    bound: int | None

    @property
    def cost(self) -> int:
        """In ten-thousandths of whatever currencies the problems are in."""
        return sum(plan.cost for plan in self.plans.values() if plan is not None)

    @property
    def gap(self) -> Decimal | None:
        """How much dearer than the bound the wave may be, as a share of the bound."""
        if self.bound is None:
            return None
        return Decimal(max(self.cost - self.bound, 0)) / max(self.bound, 1)


def plan_wave(orders: Orders, effort: Effort = THOROUGH) -> Wave:
    """The least dear way to serve as many ``orders`` as the stock allows. The problems name sources and lines
    alike: a line is an article.

    Orders meet on a shelf that could not serve all who might draw on it. Who meets nobody gets the best plan
    for itself; those who meet, directly or by way of others, are planned as one group.
    """
    alone = {name: search(Prices(Answers(problem)), effort) for name, problem in sorted(orders.items())}
    plans: Plans = dict(alone)
    bounds: list[int | None] = []
    for names in _groups(orders):
        group = {name: orders[name] for name in names}
        found, bound = _planned(group, {name: alone[name] for name in names}, effort)
        plans |= found
        bounds.append(bound)
    known = [bound for bound in bounds if bound is not None]
    return Wave(plans, sum(known) if len(known) == len(bounds) else None)


def _groups(orders: Orders) -> Iterator[list[str]]:
    """The orders that meet, directly or by way of others; alone who meets nobody."""
    wishes: dict[Shelf, dict[str, int]] = defaultdict(dict)
    stock: dict[Shelf, int] = {}
    for name, problem in orders.items():
        for route, most in zip(problem.routes, problem.most, strict=True):
            for line, n in zip(problem.lines, most, strict=True):
                shelf = route.source.warehouse, line.id
                wishes[shelf][name] = max(n, wishes[shelf].get(name, 0))
                stock[shelf] = route.source.available.get(line.id, 0)
    group = {name: {name} for name in sorted(orders)}
    for shelf, wanted in wishes.items():
        if sum(wanted.values()) > stock[shelf]:
            together = set().union(*(group[name] for name in wanted))
            group.update(dict.fromkeys(together, together))
    seen: set[str] = set()
    for name, together in group.items():
        if name not in seen:
            seen |= together
            yield sorted(together)


def _planned(orders: Orders, alone: Plans, effort: Effort) -> tuple[Plans, int | None]:
    """The plans of a group, and a bound on what those that are served cost.

    If all may have what is best for themselves, that is it. Else those go first that would lose most by
    going last; and where all possible consignments fit into ``effort.columns`` the orders are planned
    together as well, at the prices of whole sales, and the better is taken: more served, then less cost.
    """
    if _fits(orders, alone):
        return alone, _sum_of_bounds(alone)
    in_turn = _by_regret(orders, alone, effort)
    pools = {name: _columns(problem, effort) for name, problem in sorted(orders.items())}
    if not all(pools.values()) or sum(map(len, pools.values())) > effort.columns:
        return in_turn, _bound(in_turn, alone, None)
    unserved = 1 + sum(max(column.cost for column in pool) for pool in pools.values())
    chosen, least = _together(orders, pools, in_turn, unserved, effort)
    together: Plans = {name: _found(orders[name], columns) for name, columns in chosen.items()}
    best = min(in_turn, together or in_turn, key=_rank)
    whole = all(each.counts == orders[name].demand for name, pool in pools.items() for each in pool)
    if least is not None:
        least = least - unserved * sum(plan is None for plan in best.values()) if whole else None
    return best, _bound(best, alone, least)


def _bound(plans: Plans, alone: Plans, proved: int | None) -> int | None:
    """The higher of what those served would cost alone and what the solver ``proved``, where its prices are
    those of the law."""
    by_itself = _sum_of_bounds({name: alone[name] for name, plan in plans.items() if plan is not None})
    return max((bound for bound in (by_itself, proved) if bound is not None), default=None)


def _sum_of_bounds(plans: Plans) -> int | None:
    bounds = [plan.bound for plan in plans.values() if plan is not None]
    known = [bound for bound in bounds if bound is not None]
    return sum(known) if len(known) == len(bounds) else None


def _fits(orders: Orders, plans: Plans) -> bool:
    """Whether no shelf is drawn on beyond what it has."""
    drawn: Counter[Shelf] = Counter()
    stock: dict[Shelf, int] = {}
    for name, plan in plans.items():
        for column in plan.columns if plan is not None else ():
            source = orders[name].routes[column.route].source
            for line_id, n in orders[name].items(column.counts):
                shelf = source.warehouse, line_id
                drawn[shelf] += n
                stock[shelf] = source.available.get(line_id, 0)
    return all(n <= stock[shelf] for shelf, n in drawn.items())


def _rank(plans: Plans) -> tuple[int, int]:
    served = [plan.cost for plan in plans.values() if plan is not None]
    return -len(served), sum(served)


def _columns(problem: Problem, effort: Effort) -> list[Column]:
    """Every legal consignment at the price for the whole sale."""
    prices = Prices(Answers(problem))
    sale, ways = whole_sale(problem, effort)
    found = (prices.exact(route, counts, sale) for route, counts in ways)
    return [column for column in found if column is not None]


def _together(
    orders: Orders, pools: Mapping[str, Sequence[Column]], start: Plans, unserved: int, effort: Effort
) -> tuple[dict[str, list[Column]], int | None]:
    """The columns chosen for each order, and what no choice costs less than when each that is not served
    costs ``unserved``; nothing when none was found. The solver begins with ``start``."""
    costs: list[int] = []
    exactly: list[Row] = []
    at_most: list[Row] = []
    stock: dict[Shelf, tuple[dict[int, int], int]] = defaultdict(lambda: ({}, 0))
    owners: dict[int, tuple[str, Column]] = {}
    hint: set[int] = set()
    for name, columns in pools.items():
        numbered = dict(enumerate(columns, start=len(costs)))
        owners |= {number: (name, column) for number, column in numbered.items()}
        costs += [column.cost for column in columns]
        nothing = len(costs)
        costs.append(unserved)
        hint |= _hinted(numbered, start[name]) or {nothing}
        for counts, wanted in demand_rows(orders[name].demand, numbered):
            exactly.append(({**counts, nothing: wanted}, wanted))
        at_most += route_rows(numbered)
        for shelf, (counts, have) in stock_rows(orders[name], numbered).items():
            stock[shelf][0].update(counts)
            stock[shelf] = stock[shelf][0], have
    found = choose(
        costs, exactly=exactly, at_most=[*at_most, *stock.values()], hint=hint,
        milliseconds=effort.milliseconds,
    )  # fmt: skip
    if found is None:
        return {}, None
    chosen: dict[str, list[Column]] = {name: [] for name in pools}
    for number in found.chosen:
        if number in owners:
            name, column = owners[number]
            chosen[name].append(column)
    return chosen, found.bound


def _hinted(numbered: Mapping[int, Column], plan: Found | None) -> set[int]:
    ways = {(column.route, column.counts) for column in plan.columns} if plan else set()
    return {number for number, column in numbered.items() if (column.route, column.counts) in ways}


def _found(problem: Problem, columns: list[Column]) -> Found | None:
    """As the law charges what really crosses the border."""
    prices = Prices(Answers(problem))
    sale = prices.imported(columns)
    exact = [prices.exact(column.route, column.counts, sale) for column in columns]
    legal = tuple(column for column in exact if column is not None)
    return Found(legal, problem.demand, sale) if columns and len(legal) == len(columns) else None


def _by_regret(orders: Orders, alone: Plans, effort: Effort) -> Plans:
    plans: Plans = dict.fromkeys(orders)
    taken: Counter[Shelf] = Counter()

    def lost(name: str) -> tuple[int, str]:
        """What an order would pay more if its own first choice were gone."""
        best = alone[name]
        if best is None:
            return 0, name
        without = search(Prices(Answers(_less(orders[name], _used(orders[name], best)))), effort)
        return -(without.cost - best.cost if without else ONLY_WAY), name

    for name in sorted(orders, key=lost):
        left = _less(orders[name], taken)
        plans[name] = found = search(Prices(Answers(left)), effort)
        if found is not None:
            taken += _used(left, found)
    return plans


def _used(problem: Problem, found: Found) -> Counter[Shelf]:
    used: Counter[Shelf] = Counter()
    for column in found.columns:
        where = problem.routes[column.route].source.warehouse
        used.update({(where, line_id): n for line_id, n in problem.items(column.counts)})
    return used


def _less(problem: Problem, taken: Counter[Shelf]) -> Problem:
    """The problem with what others ``taken`` gone from the shelves."""
    routes = []
    for route in problem.routes:
        where = route.source.warehouse
        left = {line: max(n - taken[where, line], 0) for line, n in route.source.available.items()}
        carries = {line: min(n, left.get(line, n)) for line, n in route.carries.items()}
        routes.append(replace(route, source=replace(route.source, available=left), carries=carries))
    return replace(problem, routes=tuple(routes))

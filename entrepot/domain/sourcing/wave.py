"""Many orders that want the same stock: planned together, or in turn by what they stand to lose."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from entrepot.domain.sourcing.exact import demand_rows, route_rows, stock_rows
from entrepot.domain.sourcing.policy import THOROUGH, Effort
from entrepot.domain.sourcing.prices import Answers, Column, Prices
from entrepot.domain.sourcing.problem import Problem
from entrepot.domain.sourcing.search import Found, search, whole_sale
from entrepot.domain.sourcing.solver import Row, choose

# More than any order costs, in ten-thousandths: to serve one more always goes first.
UNSERVED: Final = 10**12

Plans = dict[str, Found | None]


def plan_wave(orders: Mapping[str, Problem], effort: Effort = THOROUGH) -> Plans:
    """A plan for each order, ``None`` where the stock does not reach. The problems name sources and lines
    alike: a line is an article.

    Those go first that would lose most by going last. Where all possible consignments fit into
    ``effort.columns`` all orders are planned together as well, at the prices of whole sales, and the better
    wave is taken: more orders served, then less cost.
    """
    in_turn = _by_regret(orders, effort)
    pools = {name: _columns(problem, effort) for name, problem in sorted(orders.items())}
    if not all(pools.values()) or sum(map(len, pools.values())) > effort.columns:
        return in_turn
    chosen = _together(orders, pools, effort)
    if chosen is None:
        return in_turn
    together: Plans = {name: _found(orders[name], columns) for name, columns in chosen.items()}
    return min(in_turn, together, key=_rank)


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
    orders: Mapping[str, Problem], pools: Mapping[str, list[Column]], effort: Effort
) -> dict[str, list[Column]] | None:
    costs: list[int] = []
    exactly: list[Row] = []
    at_most: list[Row] = []
    stock: dict[tuple[str, str], tuple[dict[int, int], int]] = defaultdict(lambda: ({}, 0))
    owners: dict[int, tuple[str, Column]] = {}
    for name, columns in pools.items():
        numbered = dict(enumerate(columns, start=len(costs)))
        owners |= {number: (name, column) for number, column in numbered.items()}
        costs += [column.cost for column in columns]
        unserved = len(costs)
        costs.append(UNSERVED)
        for counts, wanted in demand_rows(orders[name].demand, numbered):
            exactly.append(({**counts, unserved: wanted}, wanted))
        at_most += route_rows(numbered)
        for key, (counts, have) in stock_rows(orders[name], numbered).items():
            stock[key] = {**stock[key][0], **counts}, have
    found = choose(
        costs, exactly=exactly, at_most=[*at_most, *stock.values()], milliseconds=effort.milliseconds * 4
    )
    if found is None:
        return None
    chosen: dict[str, list[Column]] = {name: [] for name in pools}
    for number in found.chosen:
        if number in owners:
            name, column = owners[number]
            chosen[name].append(column)
    return chosen


def _found(problem: Problem, columns: list[Column]) -> Found | None:
    """As the law charges what really crosses the border."""
    prices = Prices(Answers(problem))
    sale = prices.imported(columns)
    exact = [prices.exact(column.route, column.counts, sale) for column in columns]
    legal = tuple(column for column in exact if column is not None)
    return Found(legal, problem.demand, sale) if columns and len(legal) == len(columns) else None


def _by_regret(orders: Mapping[str, Problem], effort: Effort) -> Plans:
    alone = {name: search(Prices(Answers(problem)), effort) for name, problem in sorted(orders.items())}
    plans: Plans = dict.fromkeys(orders)
    taken: Counter[tuple[str, str]] = Counter()

    def lost(name: str) -> tuple[int, str]:
        """What an order would pay more if its own first choice were gone."""
        best = alone[name]
        if best is None:
            return 0, name
        without = search(Prices(Answers(_less(orders[name], _used(orders[name], best)))), effort)
        return -(without.cost - best.cost if without else UNSERVED), name

    for name in sorted(orders, key=lost):
        left = _less(orders[name], taken)
        plans[name] = found = search(Prices(Answers(left)), effort)
        if found is not None:
            taken += _used(left, found)
    return plans


def _used(problem: Problem, found: Found) -> Counter[tuple[str, str]]:
    used: Counter[tuple[str, str]] = Counter()
    for column in found.columns:
        where = problem.routes[column.route].source.warehouse
        used.update({(where, line_id): n for line_id, n in problem.items(column.counts)})
    return used


def _less(problem: Problem, taken: Counter[tuple[str, str]]) -> Problem:
    """The problem with what others ``taken`` gone from the shelves."""
    routes = []
    for route in problem.routes:
        where = route.source.warehouse
        left = {line: max(n - taken[where, line], 0) for line, n in route.source.available.items()}
        carries = {line: min(n, left.get(line, n)) for line, n in route.carries.items()}
        routes.append(replace(route, source=replace(route.source, available=left), carries=carries))
    return replace(problem, routes=tuple(routes))

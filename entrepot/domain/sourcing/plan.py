"""From wanted lines to consignments: the smallest set of routes that covers everything, priced."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product
from math import comb, prod
from typing import Final

from entrepot.domain.money import Money
from entrepot.domain.sourcing.freight import Freight, freight
from entrepot.domain.sourcing.lanes import LaneBook
from entrepot.domain.sourcing.routes import (
    Refusal,
    Route,
    Source,
    WantedLine,
    find_routes,
    reachable,
    refusal,
)

# Exact search up to these sizes; beyond them the greedy cover decides. Both are far above a usual cart.
MOST_SETS: Final = 2_000
MOST_ASSIGNMENTS: Final = 256


@dataclass(frozen=True)
class PlannedConsignment:
    """``items`` are (line id, pieces). ``price`` is freight in the buyer's currency, rounded once.

    ``others`` are routes from the same source that could carry exactly these items instead.
    """

    route: Route
    items: tuple[tuple[str, int], ...]
    freight: Freight
    price: Money
    reason: str
    others: tuple["Option", ...] = ()


@dataclass(frozen=True)
class Option:
    """Another lane for the same goods, with its freight in the buyer's currency."""

    route: Route
    freight: Freight
    price: Money


@dataclass(frozen=True)
class Plan:
    """``consignments`` in order of warehouse and lane; ``refused`` says why of every line left out."""

    consignments: tuple[PlannedConsignment, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True)
class Problem:
    """What the search works on. ``rates`` are units of ``currency`` for one unit of a lane's currency."""

    lines: Mapping[str, WantedLine]
    destination: str
    currency: str
    rates: Mapping[str, Decimal]

    def quote(self, route: Route, items: Iterable[tuple[str, int]]) -> tuple[Freight, Money]:
        found = freight(
            route.lane, self.destination, [self.lines[line_id].load(pieces) for line_id, pieces in items]
        )
        return found, found.price.converted(self.rates[found.price.currency], self.currency).rounded()


Assignment = dict[tuple[str, str], list[tuple[str, int]]]


def plan(
    *,
    lines: Sequence[WantedLine],
    sources: Sequence[Source],
    book: LaneBook,
    destination: str,
    currency: str,
    rates: Mapping[str, Decimal],
    barred: Collection[tuple[str, str]] = (),
) -> Plan:
    """The consignments that bring ``lines`` to ``destination``, priced in ``currency``.

    ``rates`` gives units of ``currency`` for one unit of each lane currency that serves the destination;
    a lane without one is left out. ``barred`` are (line id, lane code) pairs that law forbids.
    """
    routes = [
        route
        for route in find_routes(lines, sources, book, destination, barred)
        if route.lane.currency in rates
    ]
    coming = {line.id: reachable(line, routes) for line in lines}
    wanted = [line for line in lines if coming[line.id] >= line.quantity]
    refused = tuple(
        refusal(line, sources, book, destination, barred, coming[line.id])
        for line in lines
        if coming[line.id] < line.quantity
    )
    problem = Problem({line.id: line for line in wanted}, destination, currency, rates)
    chosen = _smallest_cover(problem, routes) if wanted else {}
    by_code = {route.code: route for route in routes}
    consignments = tuple(
        _consignment(problem, by_code[code], items, routes) for code, items in sorted(chosen.items())
    )
    return Plan(consignments, refused)


def _smallest_cover(problem: Problem, routes: Sequence[Route]) -> Assignment:
    for size in range(1, len(routes) + 1):
        if comb(len(routes), size) > MOST_SETS:
            break
        found = [
            assigned
            for chosen in combinations(routes, size)
            if _covers(problem, chosen) and (assigned := _assign(problem, chosen))
        ]
        if found:
            return min(found, key=lambda assigned: _cost(problem, assigned, routes))
    return _assign(problem, _greedy_cover(problem, routes))


def _covers(problem: Problem, routes: Sequence[Route]) -> bool:
    return all(reachable(line, routes) >= line.quantity for line in problem.lines.values())


def _greedy_cover(problem: Problem, routes: Sequence[Route]) -> list[Route]:
    """Add the route that completes most lines, until all are covered."""
    chosen: list[Route] = []
    while not _covers(problem, chosen):
        rest = [route for route in routes if route not in chosen]
        chosen.append(max(rest, key=lambda route: _progress(problem, [*chosen, route])))
    return chosen


def _progress(problem: Problem, routes: Sequence[Route]) -> tuple[int, int]:
    met = [min(reachable(line, routes), line.quantity) for line in problem.lines.values()]
    complete = sum(pieces == line.quantity for pieces, line in zip(met, problem.lines.values(), strict=True))
    return complete, sum(met)


def _assign(problem: Problem, routes: Sequence[Route]) -> Assignment:
    """Share the lines over ``routes``: whole lines where one route can, cheapest freight among those."""
    fixed: Assignment = {}
    free: list[tuple[WantedLine, list[Route]]] = []
    for line in problem.lines.values():
        able = [route for route in routes if route.carries.get(line.id, 0) >= line.quantity]
        if len(able) > 1:
            free.append((line, able))
        elif able:
            fixed.setdefault(able[0].code, []).append((line.id, line.quantity))
        else:
            for route, pieces in _split(line, routes):
                fixed.setdefault(route.code, []).append((line.id, pieces))
    if prod(len(able) for _, able in free) > MOST_ASSIGNMENTS:
        return _assign_greedily(problem, fixed, free, routes)
    candidates = []
    for picks in product(*(able for _, able in free)):
        assigned = {code: list(items) for code, items in fixed.items()}
        for (line, _), route in zip(free, picks, strict=True):
            assigned.setdefault(route.code, []).append((line.id, line.quantity))
        candidates.append(assigned)
    return min(candidates, key=lambda assigned: _cost(problem, assigned, routes))


def _assign_greedily(
    problem: Problem, fixed: Assignment, free: list[tuple[WantedLine, list[Route]]], routes: Sequence[Route]
) -> Assignment:
    assigned = {code: list(items) for code, items in fixed.items()}
    for line, able in sorted(free, key=lambda pair: -pair[0].quantity * pair[0].gross_weight_g):
        trials = []
        for route in able:
            trial = {code: list(items) for code, items in assigned.items()}
            trial.setdefault(route.code, []).append((line.id, line.quantity))
            trials.append(trial)
        assigned = min(trials, key=lambda trial: _cost(problem, trial, routes))
    return assigned


def _split(line: WantedLine, routes: Sequence[Route]) -> list[tuple[Route, int]]:
    """No single route has enough: take from the fullest source first."""
    parts, left, used = [], line.quantity, set()
    for route in sorted(routes, key=lambda route: (-route.carries.get(line.id, 0), route.code)):
        pieces = min(left, route.carries.get(line.id, 0))
        if pieces and route.source.warehouse not in used:
            used.add(route.source.warehouse)
            parts.append((route, pieces))
            left -= pieces
    return parts


def _cost(problem: Problem, assigned: Assignment, routes: Sequence[Route]) -> tuple[object, ...]:
    """Fewest consignments, then freight, then the slowest promise, then a stable order."""
    by_code = {route.code: route for route in routes}
    freight_total = sum(problem.quote(by_code[code], items)[1].amount for code, items in assigned.items())
    slowest = max((by_code[code].longest_days for code in assigned), default=0)
    return len(assigned), freight_total, slowest, sorted(assigned)


def _consignment(
    problem: Problem, route: Route, items: list[tuple[str, int]], routes: Sequence[Route]
) -> PlannedConsignment:
    found, price = problem.quote(route, items)
    others = tuple(
        Option(other, *problem.quote(other, items))
        for other in routes
        if other.source is route.source
        and other.lane is not route.lane
        and all(line_id in other.carries for line_id, _ in items)
    )
    reason = "only_way"
    if others:
        cheapest = all(price.amount <= other.price.amount for other in others)
        reason = "cheapest" if cheapest else "fits_the_rest"
    return PlannedConsignment(route, tuple(items), found, price, reason, others)

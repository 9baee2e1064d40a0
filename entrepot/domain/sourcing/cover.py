"""The search: the smallest set of routes that covers all lines, and the cheapest way to share them out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product
from math import comb, prod
from typing import Final

from entrepot.domain.money import Money
from entrepot.domain.sourcing.freight import Freight, Load, freight
from entrepot.domain.sourcing.routes import Route, WantedLine, reachable

# Exact search up to these sizes; beyond them greedy steps decide. Both are far above a usual cart.
MOST_SETS: Final = 2_000
MOST_ASSIGNMENTS: Final = 256

Code = tuple[str, str]
Items = list[tuple[str, int]]
Cost = tuple[int, Decimal, int, list[Code]]
Free = tuple[WantedLine, list[Route]]


@dataclass(frozen=True)
class Problem:
    """What the search works on. ``rates`` are units of ``currency`` for one unit of a lane's currency."""

    lines: Mapping[str, WantedLine]
    destination: str
    currency: str
    rates: Mapping[str, Decimal]

    def load(self, items: Iterable[tuple[str, int]]) -> Load:
        return sum((self.lines[line_id].load(pieces) for line_id, pieces in items), Load())

    def price(self, route: Route, load: Load) -> tuple[Freight, Money]:
        """Freight of ``load`` on ``route``, and it in the buyer's currency, rounded."""
        found = freight(route.lane, self.destination, load)
        return found, found.price.converted(self.rates[found.price.currency], self.currency).rounded()


@dataclass(frozen=True)
class Assignment:
    """Which route takes how many pieces of which line, and what that costs."""

    items: Mapping[Code, Items]
    cost: Cost


def smallest_cover(problem: Problem, routes: Sequence[Route]) -> Mapping[Code, Items]:
    """Items by route code. ``routes`` together must be able to bring everything."""
    for size in range(1, len(routes) + 1):
        if comb(len(routes), size) > MOST_SETS:
            break
        found = [
            _assign(problem, chosen) for chosen in combinations(routes, size) if _covers(problem, chosen)
        ]
        if found:
            return min(found, key=lambda assignment: assignment.cost).items
    return _assign(problem, _greedy_cover(problem, routes)).items


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
    met = [(min(reachable(line, routes), line.quantity), line.quantity) for line in problem.lines.values()]
    return sum(pieces == wanted for pieces, wanted in met), sum(pieces for pieces, _ in met)


def _assign(problem: Problem, routes: Sequence[Route]) -> Assignment:
    """Share the lines over ``routes``: whole lines where one route can, cheapest freight among those."""
    by_code = {route.code: route for route in routes}
    items: dict[Code, Items] = {}
    free: list[Free] = []
    for line in problem.lines.values():
        able = [route for route in routes if route.carries.get(line.id, 0) >= line.quantity]
        if len(able) > 1:
            free.append((line, able))
            continue
        parts = [(able[0], line.quantity)] if able else _split(line, routes)
        for route, pieces in parts:
            items.setdefault(route.code, []).append((line.id, pieces))
    loads = {code: problem.load(given) for code, given in items.items()}
    if prod(len(able) for _, able in free) > MOST_ASSIGNMENTS:
        picks = _pick_greedily(problem, by_code, loads, free)
    else:
        every = product(*([route.code for route in able] for _, able in free))
        picks = min(every, key=lambda codes: _cost(problem, by_code, _with(loads, free, codes)))
    cost = _cost(problem, by_code, _with(loads, free, picks))
    for (line, _able), code in zip(free, picks, strict=True):
        items.setdefault(code, []).append((line.id, line.quantity))
    return Assignment(items, cost)


def _pick_greedily(
    problem: Problem, by_code: Mapping[Code, Route], loads: Mapping[Code, Load], free: Sequence[Free]
) -> tuple[Code, ...]:
    """Heaviest lines first, each to the route where it adds least."""
    so_far = dict(loads)
    picked: dict[str, Code] = {}
    for line, able in sorted(free, key=lambda pair: -pair[0].load(pair[0].quantity).grams):
        trials = [(_with(so_far, [(line, able)], [route.code]), route.code) for route in able]
        so_far, picked[line.id] = min(trials, key=lambda trial: _cost(problem, by_code, trial[0]))
    return tuple(picked[line.id] for line, _able in free)


def _with(loads: Mapping[Code, Load], free: Sequence[Free], picks: Iterable[Code]) -> dict[Code, Load]:
    """``loads`` with every free line added to the route picked for it."""
    total = dict(loads)
    for (line, _able), code in zip(free, picks, strict=True):
        total[code] = total.get(code, Load()) + line.load(line.quantity)
    return total


def _split(line: WantedLine, routes: Sequence[Route]) -> list[tuple[Route, int]]:
    """No single route has enough: take from the fullest source first, from each source once."""
    parts, left, used = [], line.quantity, set()
    for route in sorted(routes, key=lambda route: (-route.carries.get(line.id, 0), route.code)):
        pieces = min(left, route.carries.get(line.id, 0))
        if pieces and route.source.warehouse not in used:
            used.add(route.source.warehouse)
            parts.append((route, pieces))
            left -= pieces
    return parts


def _cost(problem: Problem, by_code: Mapping[Code, Route], loads: Mapping[Code, Load]) -> Cost:
    """Fewest consignments, then freight, then the slowest promise, then a stable order."""
    prices = (problem.price(by_code[code], load)[1].amount for code, load in loads.items())
    slowest = max((by_code[code].longest_days for code in loads), default=0)
    return len(loads), sum(prices, Decimal(0)), slowest, sorted(loads)

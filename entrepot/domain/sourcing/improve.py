"""Large baskets: a first plan line by line, then small parts of it re-planned to the optimum.

Every round takes a few lines out of the plan and puts them back in the best possible way, everything else
staying where it is (large neighbourhood search). Rounds are counted and drawn from a fixed seed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, islice, product
from math import prod
from random import Random
from typing import Final

from entrepot.domain.sourcing.cover import TooLarge, cover
from entrepot.domain.sourcing.exact import Cover
from entrepot.domain.sourcing.prices import Column, Prices
from entrepot.domain.sourcing.problem import Counts, Problem

Loads = dict[int, Counts]
# Possible consignments that one round may look at, and lines it takes out.
MOST_IN_ROUND: Final = 300
MOST_LINES: Final = 4
# Sets of sources that are looked at for a first plan, and of these that are tried.
MOST_SETS: Final = 500
MOST_STARTS: Final = 25
SEED: Final = 1


def improve(
    prices: Prices,
    sale: Decimal,
    demand: Counts,
    rounds: int,
    start: Sequence[Column] | None = None,
    most_imported: int | None = None,
) -> Cover | None:
    """A good plan for ``demand``, or ``None`` when a line finds no way. Nothing is proved.

    ``start`` is a plan to begin with. At most goods worth ``most_imported`` hundredths cross the border.
    """
    task = _Task(prices, sale, demand, most_imported)
    if start is not None:
        loads = {column.route: column.counts for column in start}
    else:
        sets = _few_sources(task.problem, demand, min(rounds, MOST_STARTS))
        able = [found for some in sets if (found := task.first(some)) is not None]
        if not able:
            return None
        loads = min(able, key=task.total)
    for free in _parts(demand, loads, rounds):
        task.replan(loads, free)
    columns = [task.price(route, counts) for route, counts in sorted(loads.items())]
    return Cover(tuple(column for column in columns if column is not None), 0)


class _Task:
    """Prices for one sale, looked up once, and the two ways to make and better a plan with them."""

    def __init__(self, prices: Prices, sale: Decimal, demand: Counts, most_imported: int | None) -> None:
        self.problem, self.demand = prices.problem, demand
        self._prices, self._sale, self._most = prices, sale, most_imported
        self._columns: dict[tuple[int, Counts], Column | None] = {}

    def price(self, route: int, counts: Counts) -> Column | None:
        key = route, counts
        if key not in self._columns:
            self._columns[key] = self._prices.likely(route, counts, self._sale)
        return self._columns[key]

    def cost(self, route: int, counts: Counts) -> int:
        column = self.price(route, counts) if any(counts) else None
        return column.cost if column else 0

    def total(self, loads: Loads) -> int:
        return sum(self.cost(route, counts) for route, counts in loads.items())

    def first(self, sources: frozenset[str]) -> Loads | None:
        """Dearest lines first, each to where it adds least; over several sources when none has enough."""
        lines = self.problem.lines
        loads: Loads = {}
        taken: Counter[tuple[str, int]] = Counter()
        routes = [n for n, route in enumerate(self.problem.routes) if route.source.warehouse in sources]
        by_value = sorted(range(len(lines)), key=lambda line: (-lines[line].value * self.demand[line], line))
        for line in by_value:
            left = self.demand[line]
            while left:
                step = self._cheapest_step(routes, loads, taken, line, left)
                if step is None:
                    return None
                route, pieces = step
                loads[route] = _plus(loads.get(route), line, pieces, len(lines))
                taken[self.problem.routes[route].source.warehouse, line] += pieces
                left -= pieces
        return loads

    def _cheapest_step(
        self, routes: list[int], loads: Loads, taken: Counter[tuple[str, int]], line: int, left: int
    ) -> tuple[int, int] | None:
        """The route that brings most of what is left, and among those adds least for a piece."""
        best: tuple[tuple[int, float, int], tuple[int, int]] | None = None
        for route in routes:
            most = self.problem.most[route]
            pieces = min(left, most[line] - taken[self.problem.routes[route].source.warehouse, line])
            added = self._added(loads, route, line, pieces) if pieces > 0 else None
            if added is None:
                continue
            rank = (-pieces, added / pieces, route)
            if best is None or rank < best[0]:
                best = rank, (route, pieces)
        return best[1] if best else None

    def _added(self, loads: Loads, route: int, line: int, pieces: int) -> int | None:
        counts = _plus(loads.get(route), line, pieces, len(self.demand))
        if self._imported({**loads, route: counts}) > (self._most or 0) and self._most is not None:
            return None
        column = self.price(route, counts)
        return column.cost - self.cost(route, loads.get(route, ())) if column else None

    def _imported(self, loads: Loads) -> int:
        """What crosses the border, in hundredths; not asked where it is of no account."""
        if self._most is None:
            return 0
        return sum(int(self.problem.imported(route, counts) * 100) for route, counts in loads.items())

    def replan(self, loads: Loads, free: tuple[int, ...]) -> None:
        """Put the lines ``free`` where they cost least beside all others, if that is less than now."""
        while free and _size(self.problem, free) > MOST_IN_ROUND:
            free = free[:-1]
        kept = {
            route: tuple(0 if line in free else n for line, n in enumerate(counts))
            for route, counts in loads.items()
        }
        wanted = tuple(n if line in free else 0 for line, n in enumerate(self.demand))
        most = self._most - self._imported(kept) if self._most is not None else None
        ways = list(self._ways(kept, free))
        try:
            found = cover(self.problem, wanted, ways, ceiling=self.total(loads) - self.total(kept),
                          most_imported=most)  # fmt: skip
        except TooLarge:
            return
        if found is None:
            return
        for column in found:
            old = kept.get(column.route, (0,) * len(self.demand))
            kept[column.route] = tuple(a + b for a, b in zip(old, column.counts, strict=True))
        loads.clear()
        loads.update({route: counts for route, counts in kept.items() if any(counts)})

    def _ways(self, kept: Loads, free: tuple[int, ...]) -> Iterator[Column]:
        """What each route could take of ``free``, at what that adds to what it carries already."""
        nothing = (0,) * len(self.demand)
        for route, most in enumerate(self.problem.most):
            base = kept.get(route, nothing)
            before = self.cost(route, base)
            for numbers in product(*(range(most[line] + 1) for line in free)):
                if not any(numbers):
                    continue
                counts = list(nothing)
                for line, n in zip(free, numbers, strict=True):
                    counts[line] = n
                column = self.price(route, tuple(a + b for a, b in zip(base, counts, strict=True)))
                if column is not None:
                    yield replace(column, counts=tuple(counts), cost=column.cost - before)


def _few_sources(problem: Problem, demand: Counts, most: int) -> list[frozenset[str]]:
    """All sources, and up to ``most`` sets of one to three that together have everything."""
    everywhere = sorted({route.source.warehouse for route in problem.routes})
    sets = (frozenset(some) for size in (1, 2, 3) for some in combinations(everywhere, size))
    enough = (some for some in islice(sets, MOST_SETS) if _has_enough(problem, demand, some))
    return [frozenset(everywhere), *islice(enough, most)]


def _has_enough(problem: Problem, demand: Counts, sources: frozenset[str]) -> bool:
    stock: dict[str, Counts] = {}
    for route, most in zip(problem.routes, problem.most, strict=True):
        if route.source.warehouse in sources:
            before = stock.get(route.source.warehouse, most)
            stock[route.source.warehouse] = tuple(map(max, before, most))
    have = [sum(pieces) for pieces in zip(*stock.values(), strict=True)]
    return all(n >= wanted for n, wanted in zip(have, demand, strict=True))


def _plus(counts: Counts | None, line: int, pieces: int, lines: int) -> Counts:
    made = list(counts or (0,) * lines)
    made[line] += pieces
    return tuple(made)


def _parts(demand: Counts, loads: Loads, rounds: int) -> Iterator[tuple[int, ...]]:
    """Lines to take out together: mostly those that travel together now, sometimes any."""
    chance = Random(SEED)
    wanted = [line for line, n in enumerate(demand) if n]
    for number in range(rounds):
        near = wanted
        if number % 3 and len(loads) > 1:
            routes = chance.sample(sorted(loads), 2)
            near = [line for line in wanted if any(loads[route][line] for route in routes if route in loads)]
        yield tuple(sorted(chance.sample(near, min(MOST_LINES, len(near)))))


def _size(problem: Problem, free: tuple[int, ...]) -> int:
    return sum(prod(most[line] + 1 for line in free) for most in problem.most)

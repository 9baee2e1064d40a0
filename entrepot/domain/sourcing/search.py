"""From a problem to its best plan: how far a price must be asked, and what a sale is worth at the border."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from entrepot.domain.sourcing.candidates import candidates
from entrepot.domain.sourcing.exact import Cover, best_cover
from entrepot.domain.sourcing.improve import improve
from entrepot.domain.sourcing.policy import QUOTE, Effort
from entrepot.domain.sourcing.prices import FINE, Column, Prices
from entrepot.domain.sourcing.problem import Counts, Problem

Way = tuple[int, Counts]
CENT: Final = Decimal("0.01")
# How often guesses are held against the law, and how many values of the sale are told apart: where it is
# asked about everything, and where not.
MOST_ROUNDS: Final = 10
FINELY: Final = 4_096
COARSELY: Final = 64
# Up to so many values each is planned for; of more it is found out first where the law changes. Up to so many
# possible consignments planning again is quicker than asking about all.
FEW_SALES: Final = 4
FEW_WAYS: Final = 64


@dataclass(frozen=True)
class Found:
    """``columns`` bring every line of ``demand``; their prices are the law's for a sale of which goods worth
    ``sale`` cross the border. ``bound`` is what no plan can cost less than, where that is known."""

    columns: tuple[Column, ...]
    demand: Counts
    sale: Decimal
    bound: int | None = None

    @property
    def cost(self) -> int:
        return sum(column.cost for column in self.columns)

    @property
    def gap(self) -> Decimal | None:
        """How much dearer than the bound this may be, as a share of the bound; ``None`` when not known."""
        if self.bound is None:
            return None
        return Decimal(self.cost - self.bound) / max(self.bound, 1)

    @property
    def amount(self) -> Decimal:
        """The cost in the buyer's currency."""
        return Decimal(self.cost) / FINE


def search(prices: Prices, effort: Effort, demand: Counts | None = None) -> Found | None:
    """The best plan found for ``demand`` (everything wanted); ``None`` when no legal one was found.

    What the law charges depends on the value of all goods of the sale that cross the border, and that on the
    plan. So every value at which the law asks something else is planned for, and the best of those plans
    taken. Where all possible consignments could be asked about, that is proved.
    """
    problem = prices.problem
    wanted = problem.demand if demand is None else demand
    crossing = _crossing(problem, wanted)
    least, most = _value(problem, crossing, min), _value(problem, crossing, max)
    pool = _pool(problem, wanted, effort)
    each = [(route, counts) for route, group in enumerate(pool or ()) for counts in group]
    may_ask_all = pool is not None and len(each) * (1 if least == most else 2) <= effort.pricings
    if may_ask_all:
        sales = _distinct(prices, each, _sales(problem, crossing, FINELY), effort)
        covers = [_exact(prices, sale, wanted, each, effort, sale < most) for sale in sales]
    else:
        prices.answers.learn(most)
        sales = _distinct(prices, _samples(prices), _sales(problem, crossing, COARSELY), effort)
        covers = [_by_guesses(prices, sale, wanted, each, effort, sale < most) for sale in sales]
    found = [_priced(prices, cover, wanted) for cover in covers if cover is not None]
    legal = [one for one in found if one is not None]
    if not legal and effort.sales < QUOTE.sales:
        return search(prices, replace(effort, sales=QUOTE.sales), demand)
    if not legal:
        return None
    best = min(legal, key=lambda one: one.cost)
    if not may_ask_all or (effort.sales == 1 and least < most):
        return best
    return replace(best, bound=min(best.cost, *(cover.bound for cover in covers if cover is not None)))


def whole_sale(problem: Problem, effort: Effort) -> tuple[Decimal, list[Way]]:
    """The most of the sale that can cross the border, and every possible consignment (none if too many)."""
    pool = candidates(problem, effort.columns)
    ways = [(route, counts) for route, group in enumerate(pool or ()) for counts in group]
    return _value(problem, _crossing(problem, problem.demand), max), ways


def _samples(prices: Prices) -> list[Way]:
    """The cheapest and the dearest line alone, by a route of each kind: enough to see where law changes."""
    problem = prices.problem
    by_value = sorted(range(len(problem.lines)), key=lambda line: (problem.lines[line].value, line))
    samples = []
    for route in prices.answers.widest():
        able = [line for line in by_value if problem.most[route][line]]
        for line in {able[0], able[-1]}:
            samples.append((route, tuple(int(at == line) for at in range(len(problem.lines)))))
    return sorted(samples)


def _distinct(prices: Prices, each: Sequence[Way], sales: Sequence[Decimal], effort: Effort) -> list[Decimal]:
    """Of the rising values ``sales`` the highest of each stretch in which the law charges the same.

    A threshold once crossed stays crossed, so where both ends of a stretch agree all between them does.
    """
    if effort.sales == 1:
        return [sales[-1]]
    if len(sales) <= FEW_SALES:
        return list(sales)
    last = len(sales) - 1
    costs = {at: _costs(prices, each, sales[at]) for at in (0, last)}
    spans = [(0, last)]
    while spans and len(costs) < effort.sales:
        low, high = spans.pop()
        if costs[low] == costs[high] or high - low < 2:
            continue
        middle = (low + high) // 2
        costs[middle] = _costs(prices, each, sales[middle])
        spans += [(low, middle), (middle, high)]
    different = {tuple(costs[at]): at for at in sorted(costs)}
    return [sales[at] for at in sorted(different.values())]


def _costs(prices: Prices, each: Sequence[Way], sale: Decimal) -> list[int | None]:
    columns = (prices.exact(route, counts, sale) for route, counts in each)
    return [column.cost if column else None for column in columns]


def _crossing(problem: Problem, wanted: Counts) -> list[range]:
    """For each line the numbers of pieces that may cross the border."""
    numbers = []
    for line, pieces in enumerate(wanted):
        inside = {
            route.source.warehouse: limit[line]
            for route, limit, imports in zip(problem.routes, problem.most, problem.imports, strict=True)
            if not imports
        }
        outside = any(
            limit[line] for limit, imports in zip(problem.most, problem.imports, strict=True) if imports
        )
        most = pieces if outside else 0
        numbers.append(range(min(most, max(pieces - sum(inside.values()), 0)), most + 1))
    return numbers


def _value(problem: Problem, crossing: Sequence[range], of: Callable[[range], int]) -> Decimal:
    """The least or the most of the sale that can cross the border, by value."""
    return sum((line.value * of(n) for line, n in zip(problem.lines, crossing, strict=True)), Decimal(0))


def _sales(problem: Problem, crossing: Sequence[range], most: int) -> list[Decimal]:
    """The values of what can cross the border, rising; at more than ``most`` as many evenly spread."""
    found = {Decimal(0)}
    for line, numbers in zip(problem.lines, crossing, strict=True):
        found = {value + line.value * n for value in found for n in numbers}
        if len(found) > most:
            low, high = _value(problem, crossing, min), _value(problem, crossing, max)
            step = (high - low) / most
            return [*((low + step * at).quantize(CENT) for at in range(most)), high]
    return sorted(found)


def _priced(prices: Prices, cover: Cover, wanted: Counts) -> Found | None:
    """The cover as the law charges what really crosses the border; ``None`` if it forbids that."""
    sale = prices.imported(cover.columns)
    columns = [prices.exact(column.route, column.counts, sale) for column in cover.columns]
    legal = tuple(column for column in columns if column is not None)
    return Found(legal, wanted, sale) if len(legal) == len(columns) else None


def _pool(problem: Problem, wanted: Counts, effort: Effort) -> list[list[Counts]] | None:
    pool = candidates(problem, effort.columns)
    if pool is None or wanted == problem.demand:
        return pool
    return [
        [counts for counts in group if all(n <= most for n, most in zip(counts, wanted, strict=True))]
        for group in pool
    ]


def _exact(
    prices: Prices, sale: Decimal, wanted: Counts, each: Sequence[Way], effort: Effort, is_limit: bool
) -> Cover | None:
    """The best cover at the prices for ``sale``; with ``is_limit`` no more than that may cross the border.

    Nothing costs less than without charges. So of few ways the law is asked only about what is chosen as if
    there were none, until nothing chosen is unasked; of many, or where that takes long, about all.
    """
    most = int(sale * 100) if is_limit else None

    def best(columns: Iterable[Column | None]) -> Cover | None:
        legal = [column for column in columns if column is not None]
        return best_cover(prices.problem, wanted, legal, milliseconds=effort.milliseconds, most_imported=most)

    columns = {way: prices.floor(*way, sale) for way in each}
    for _round in range(MOST_ROUNDS if len(each) <= FEW_WAYS else 0):
        found = best(columns.values())
        unasked = [one for one in found.columns if one.charges is None] if found else []
        if not unasked:
            return found
        for one in unasked:
            columns[one.route, one.counts] = prices.exact(one.route, one.counts, sale)
    return best(prices.exact(*way, sale) for way in each)


def _by_guesses(
    prices: Prices, sale: Decimal, wanted: Counts, each: Sequence[Way], effort: Effort, is_limit: bool
) -> Cover | None:
    """Plan with guessed charges, ask the law about what was chosen, plan again until nothing is guessed."""
    most = int(sale * 100) if is_limit else None
    rounds, start = effort.rounds, None
    best: Cover | None = None
    for _round in range(MOST_ROUNDS):
        if each:
            likely = (prices.likely(route, counts, sale) for route, counts in each)
            legal = [column for column in likely if column is not None]
            found = best_cover(
                prices.problem, wanted, legal, milliseconds=effort.milliseconds, most_imported=most
            )
        else:
            found = improve(prices, sale, wanted, rounds, start, most)
            rounds, start = rounds // 3, found.columns if found else None
        if found is None:
            break
        asked = [prices.exact(column.route, column.counts, sale) for column in found.columns]
        exact = tuple(column for column in asked if column is not None)
        if len(exact) < len(asked):
            start = None
            continue
        cover = Cover(exact, 0)
        if best is None or cover.cost < best.cost:
            best = cover
        if cover.cost == found.cost:
            break
    return best

"""The cheapest way to cover all lines with columns, proved: a shortest path over what is still wanted.

Sources are taken one after the other; a state is what is still to be sent. Each source offers every
combination of consignments over its lanes that its stock allows. A state is dropped when even the cheapest
conceivable rest would make it dearer than a plan that is known.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import Final

from entrepot.domain.sourcing.count_code import CountCode
from entrepot.domain.sourcing.prices import Column
from entrepot.domain.sourcing.problem import Counts, Problem

# What an offer brings, costs, and takes across the border; and the consignments it is made of.
Offer = tuple[int, int, int, tuple[Column, ...]]
# Steps (states times offers) up to which this is quicker than starting a solver.
MOST_STEPS: Final = 1_500_000
# Bounds are kept in parts of a hundredth; what nothing brings costs more than anything.
FINE: Final = 1 << 20
NEVER: Final = 1 << 82


class TooLarge(Exception):
    """The search would take more than ``MOST_STEPS``."""


def cover(
    problem: Problem,
    demand: Counts,
    columns: Iterable[Column],
    *,
    ceiling: int | None = None,
    most_imported: int | None = None,
) -> tuple[Column, ...] | None:
    """The columns that together bring exactly ``demand`` for the least cost within the sources' stock.

    ``None`` when there are none (below ``ceiling``, when given). At most goods worth ``most_imported``
    hundredths cross the border, when given. Raises ``TooLarge``.
    """
    code = CountCode(demand)
    imported = _no_matter if most_imported is None else partial(imported_cents, problem)
    offers = _offers(problem, demand, code, columns, imported)
    worth = _Worth(demand, offers, code)
    best: dict[tuple[int, int], tuple[int, tuple[Offer, ...]]] = {(code.whole, 0): (0, ())}
    steps = 0
    for group in offers:
        reached = dict(best)
        steps += len(best) * len(group)
        if steps > MOST_STEPS:
            raise TooLarge
        for (state, crossed), (cost, chain) in best.items():
            for offer in group:
                part, price, crossing, _columns = offer
                if not code.fits(part, state):
                    continue
                left, total, across = state - part, cost + price, crossed + crossing
                known = reached.get((left, across))
                if known is not None and known[0] <= total:
                    continue
                if ceiling is not None and total + worth.rest(left) >= ceiling:
                    continue
                if most_imported is None or across <= most_imported:
                    reached[left, across] = total, (*chain, offer)
        best = reached
    done = [label for (state, _across), label in best.items() if state == 0]
    if not done:
        return None
    return tuple(column for offer in min(done, key=lambda label: label[0])[1] for column in offer[3])


def imported_cents(problem: Problem, column: Column) -> int:
    """The value of what crosses the border with ``column``, in hundredths, rounded down."""
    return int(problem.imported(column.route, column.counts) * 100)


def _no_matter(_column: Column) -> int:
    return 0


def _offers(
    problem: Problem,
    demand: Counts,
    code: CountCode,
    columns: Iterable[Column],
    imported: Callable[[Column], int],
) -> list[list[Offer]]:
    """For each source all that it can give by its lanes together; of equals the cheapest."""
    by_source: dict[str, dict[int, list[Column]]] = {}
    for column in columns:
        warehouse = problem.routes[column.route].source.warehouse
        by_source.setdefault(warehouse, {}).setdefault(column.route, []).append(column)
    found = []
    for lanes in by_source.values():
        stock = code.of(_stock(problem, demand, next(iter(lanes))))
        together: dict[tuple[int, int], Offer] = {(0, 0): (0, 0, 0, ())}
        for of_lane in lanes.values():
            coded = [(code.of(column.counts), imported(column), column) for column in of_lane]
            for part, cost, crossed, chosen in list(together.values()):
                for counts, crossing, column in coded:
                    if not code.fits(counts, stock - part):
                        continue
                    key, price = (part + counts, crossed + crossing), cost + column.cost
                    if key not in together or price < together[key][1]:
                        together[key] = key[0], price, key[1], (*chosen, column)
        del together[0, 0]
        found.append(list(together.values()))
    return found


def _stock(problem: Problem, demand: Counts, route: int) -> Counts:
    available = problem.routes[route].source.available
    return tuple(
        min(wanted, available.get(line.id, 0)) for wanted, line in zip(demand, problem.lines, strict=True)
    )


class _Worth:
    """A lower bound on the cost of what is still wanted: each piece at the least share of any offer."""

    def __init__(self, demand: Counts, offers: Sequence[Sequence[Offer]], code: CountCode) -> None:
        self._lines, self._offers, self._fields = len(demand), offers, code.fields
        self._known: dict[int, int] = {}

    @cached_property
    def _least(self) -> list[int]:
        """Shares of each offer's price, in ``FINE`` parts; no offer is overstated."""
        prices = [(self._fields(part), price) for group in self._offers for part, price, *_rest in group]
        weights = [0] * self._lines
        for counts, price in prices:
            pieces = sum(counts)
            for line, n in enumerate(counts):
                if n and (not weights[line] or price < weights[line] * pieces):
                    weights[line] = max(price // pieces, 1)
        least = [NEVER] * self._lines
        for counts, price in prices:
            whole = sum(n * weight for n, weight in zip(counts, weights, strict=True)) or 1
            for line, n in enumerate(counts):
                if n:
                    least[line] = min(least[line], price * weights[line] * FINE // whole)
        return least

    def rest(self, state: int) -> int:
        found = self._known.get(state)
        if found is None:
            exact = sum(n * each for n, each in zip(self._fields(state), self._least, strict=True) if n)
            found = self._known[state] = exact // FINE
        return found

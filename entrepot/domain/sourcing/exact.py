"""The best of all columns that are known, by states or by the solver."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from entrepot.domain.sourcing.cover import TooLarge, cover, imported_cents
from entrepot.domain.sourcing.prices import Column
from entrepot.domain.sourcing.problem import Counts, Problem
from entrepot.domain.sourcing.solver import Row, choose


@dataclass(frozen=True, slots=True)
class Cover:
    """``columns`` that bring everything; no choice among those given costs less than ``bound``."""

    columns: tuple[Column, ...]
    bound: int

    @property
    def cost(self) -> int:
        return sum(column.cost for column in self.columns)


def best_cover(
    problem: Problem,
    demand: Counts,
    columns: Sequence[Column],
    *,
    milliseconds: int,
    most_imported: int | None = None,
) -> Cover | None:
    """The cheapest cover of ``demand``; ``None`` without any. ``milliseconds`` are for the solver, if needed.
    At most goods worth ``most_imported`` hundredths cross the border, when given."""
    try:
        found = cover(problem, demand, columns, most_imported=most_imported)
    except TooLarge:
        return _by_solver(problem, demand, columns, milliseconds, most_imported)
    return Cover(found, sum(column.cost for column in found)) if found is not None else None


def stock_rows(
    problem: Problem, columns: Mapping[int, Column]
) -> dict[tuple[str, str], tuple[dict[int, int], int]]:
    """For each source and line the columns that draw on it, and what it has."""
    rows: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    stock: dict[tuple[str, str], int] = {}
    for number, column in columns.items():
        source = problem.routes[column.route].source
        for line_id, n in problem.items(column.counts):
            rows[source.warehouse, line_id][number] = n
            stock[source.warehouse, line_id] = source.available.get(line_id, 0)
    return {key: (counts, stock[key]) for key, counts in rows.items()}


def demand_rows(demand: Counts, columns: Mapping[int, Column]) -> list[tuple[dict[int, int], int]]:
    """Every line is brought in full."""
    return [
        ({number: column.counts[line] for number, column in columns.items() if column.counts[line]}, wanted)
        for line, wanted in enumerate(demand)
    ]


def route_rows(columns: Mapping[int, Column]) -> list[tuple[dict[int, int], int]]:
    """A route makes one consignment of a sale: shipping is charged once, nothing is sent in halves."""
    by_route: dict[int, dict[int, int]] = defaultdict(dict)
    for number, column in columns.items():
        by_route[column.route][number] = 1
    return [(counts, 1) for counts in by_route.values()]


def _by_solver(
    problem: Problem,
    demand: Counts,
    columns: Sequence[Column],
    milliseconds: int,
    most_imported: int | None,
) -> Cover | None:
    pool = dict(enumerate(columns))
    at_most: list[Row] = [*stock_rows(problem, pool).values(), *route_rows(pool)]
    if most_imported is not None:
        crossing = {number: imported_cents(problem, column) for number, column in pool.items()}
        at_most.append((crossing, most_imported))
    found = choose(
        [column.cost for column in columns], exactly=demand_rows(demand, pool), at_most=at_most,
        milliseconds=milliseconds,
    )  # fmt: skip
    if found is None:
        return None
    return Cover(tuple(pool[number] for number in found.chosen), found.bound)

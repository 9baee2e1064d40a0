"""CP-SAT chooses columns where counting states would take too long.

The solver takes more than a second to load, so it is loaded when it is first needed. One thread, one seed and
its deterministic clock: the same question has the same answer.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SEED: Final = 1

# Column number -> how often it counts, and what the sum must be (at most).
Row = tuple[Mapping[int, int], int]


@dataclass(frozen=True, slots=True)
class Choice:
    """``chosen`` columns; no choice costs less than ``bound``."""

    chosen: tuple[int, ...]
    bound: int


def choose(
    costs: Sequence[int],
    *,
    exactly: Sequence[Row],
    at_most: Sequence[Row],
    hint: Collection[int] = (),
    milliseconds: int,
) -> Choice | None:
    """The cheapest columns that meet every row; ``None`` when none was found or there is none.

    ``hint`` is a choice to start from; ``milliseconds`` are of the solver's deterministic clock.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    takes = [model.new_bool_var(f"{number}") for number in range(len(costs))]
    for counts, wanted in exactly:
        model.add(sum(n * takes[column] for column, n in counts.items()) == wanted)
    for counts, limit in at_most:
        model.add(sum(n * takes[column] for column, n in counts.items()) <= limit)
    model.minimize(sum(cost * take for cost, take in zip(costs, takes, strict=True)))
    if hint:
        for number, take in enumerate(takes):
            model.add_hint(take, number in hint)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = milliseconds / 1000
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    chosen = tuple(number for number, take in enumerate(takes) if solver.value(take))
    return Choice(chosen, min(int(solver.best_objective_bound), sum(costs[number] for number in chosen)))

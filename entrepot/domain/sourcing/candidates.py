"""Which consignments are worth thinking of: how many pieces of each line a route may take."""

from itertools import combinations, product
from math import prod
from typing import Final

from entrepot.domain.sourcing.problem import Counts, Problem

# Up to so many pieces of a line every number is tried; of more only those that use up a stock or a line.
EVERY_NUMBER: Final = 4


def candidates(problem: Problem, most: int) -> list[list[Counts]] | None:
    """For each route the counts it may take; ``None`` when there would be more than ``most`` together."""
    numbers = [_numbers(problem, line) for line in range(len(problem.lines))]
    choices = [
        [[n for n in numbers[line] if n <= limit] for line, limit in enumerate(limits)]
        for limits in problem.most
    ]
    if sum(prod(len(each) for each in choice) for choice in choices) - len(choices) > most:
        return None
    return [[counts for counts in product(*choice) if any(counts)] for choice in choices]


def _numbers(problem: Problem, line: int) -> list[int]:
    """Numbers of pieces of a line that may travel together, 0 first.

    With many pieces: all of them, what a source has, and what is left when one or two others gave theirs.
    """
    wanted = problem.lines[line].quantity
    if wanted <= EVERY_NUMBER:
        return list(range(wanted + 1))
    stocks = {
        route.source.warehouse: min(wanted, route.carries.get(problem.lines[line].id, 0))
        for route in problem.routes
    }
    given = sorted(stocks.values())
    left = {wanted - sum(some) for size in (1, 2) for some in combinations(given, size)}
    return sorted({0, wanted, *given, *_in_turn(wanted, given), *(n for n in left if n > 0)})


def _in_turn(wanted: int, given: list[int]) -> set[int]:
    """What each gives when the fullest gives first, so that one way of sharing out is always among them."""
    taken = set()
    for pieces in reversed(given):
        part = min(wanted, pieces)
        taken.add(part)
        wanted -= part
    return taken

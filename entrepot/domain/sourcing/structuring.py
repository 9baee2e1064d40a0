"""The guard: one sale is never cut up to stay below a threshold of the law.

Thresholds are tested on all goods of a sale that cross the border, so cutting it up gains nothing in the
plan. What it would have gained had each consignment been tested alone is worked out beside it, so that the
refusal stands on record.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from entrepot.domain.sourcing.policy import Effort
from entrepot.domain.sourcing.prices import Answers, Column, Prices
from entrepot.domain.sourcing.problem import Charges, Items, Problem
from entrepot.domain.sourcing.routes import Route
from entrepot.domain.sourcing.search import Found, search


@dataclass(frozen=True, slots=True)
class RefusedSplit:
    """``consignments`` instead of the plan's would have cost the buyer ``saving`` less, in his currency, but
    only because each alone stays below ``limits``, which the sale is above."""

    consignments: int
    saving: Decimal
    limits: tuple[str, ...]


def refused_split(problem: Problem, found: Found, effort: Effort) -> RefusedSplit | None:
    """The cheapest way to duck a threshold by sending in more consignments, or ``None`` if there is none."""
    limits = {limit for column in found.columns if column.charges for limit in column.charges.limits}
    if not limits:
        return None
    alone = search(Prices(Answers(_each_alone(problem, found))), effort)
    if alone is None or len(alone.columns) <= len(found.columns):
        return None
    saving = _paid(found.columns) - _paid(alone.columns)
    if saving <= 0 or alone.cost >= found.cost:
        return None
    return RefusedSplit(len(alone.columns), saving, tuple(sorted(limits)))


def _each_alone(problem: Problem, found: Found) -> Problem:
    """The problem as if the law saw every consignment alone and the plan's routes could be used twice."""

    def charge(route: Route, items: Items, freight: Decimal, _linked: Decimal) -> Charges:
        return problem.charge(route, items, freight, Decimal(0))

    again = tuple(problem.routes[column.route] for column in found.columns)
    return replace(problem, routes=problem.routes + again, charge=charge)


def _paid(columns: tuple[Column, ...]) -> Decimal:
    return sum((column.paid for column in columns), Decimal(0))

"""Other whole plans worth knowing of: cheaper but slower, faster but dearer, in fewer parcels.

What is neither cheaper nor sooner for the buyer than another is not offered, however well it suits us.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from entrepot.domain.sourcing.policy import Effort
from entrepot.domain.sourcing.prices import Answers, Column, Prices, everything
from entrepot.domain.sourcing.problem import Carriage, Counts
from entrepot.domain.sourcing.search import Found, search

RECOMMENDED: Final = "recommended"
CHEAPEST: Final = "cheapest"
FASTEST: Final = "fastest"
FEWEST: Final = "fewest"
KINDS: Final = (RECOMMENDED, CHEAPEST, FASTEST, FEWEST)
# More than any parcel could cost, so that fewer of them always weigh more than money.
A_PARCEL: Final = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another plan against the chosen one: ``dearer`` in the buyer's currency (less than zero: cheaper),
    ``days_later`` for the last consignment (less than zero: sooner), and how many ``parcels`` it makes."""

    kind: str
    dearer: Decimal
    days_later: int
    parcels: int


def every_kind(answers: Answers, recommended: Found, effort: Effort, demand: Counts) -> dict[str, Found]:
    """The plans that are offered: the recommended one, and the best by each other wish that is another one.

    Where the recommended one is neither cheaper nor sooner for the buyer than another, that of the others
    which costs least in all is recommended in its place.
    """
    best = with_better_lanes(answers, recommended)
    found = {RECOMMENDED: best}
    paid, days, parcels = _paid(best), slowest(answers, best), _parcels(best)
    cheapest = search(Prices(answers, _money), effort, demand)
    if cheapest is not None and _paid(cheapest) < paid:
        found[CHEAPEST] = cheapest
    fastest = search(Prices(answers, everything, days - 1), effort, demand)
    if fastest is not None:
        found[FASTEST] = fastest
    if parcels > 1:
        fewest = search(Prices(answers, _few), effort, demand)
        if fewest is not None and _parcels(fewest) < parcels:
            found[FEWEST] = fewest
    return _offered(answers, found)


def _offered(answers: Answers, found: Mapping[str, Found]) -> dict[str, Found]:
    """Of the plans ``found`` those that no other beats, and the one in the fewest parcels."""
    kinds = list(found)
    terms = [(_paid(plan), slowest(answers, plan)) for plan in found.values()]
    unbeaten = {kinds[at]: found[kinds[at]] for at in best_terms(terms)}
    best = unbeaten.get(RECOMMENDED) or min(unbeaten.values(), key=_whole_cost)
    offered = {RECOMMENDED: best, **{kind: plan for kind, plan in unbeaten.items() if plan is not best}}
    fewest = min(found.values(), key=lambda plan: (_parcels(plan), _whole_cost(plan)))
    if _parcels(fewest) < min(map(_parcels, offered.values())):
        offered[FEWEST] = fewest
    return offered


def best_terms(terms: Sequence[tuple[Decimal, int]]) -> list[int]:
    """Which of the ``terms`` (money paid, days) no other beats by being no dearer and no later; of equal ones
    the first."""

    def is_beaten(at: int) -> bool:
        paid, days = terms[at]
        return any(
            each[0] <= paid and each[1] <= days and (each != terms[at] or other < at)
            for other, each in enumerate(terms)
            if other != at
        )

    return [at for at in range(len(terms)) if not is_beaten(at)]


def with_better_lanes(answers: Answers, plan: Found) -> Found:
    """``plan`` with each consignment by the lane of its source that is best in all of those which no other
    beats for the buyer."""
    columns = list(plan.columns)
    for at, column in enumerate(columns):
        ways = [column, *other_lanes(answers, column, plan.sale, {one.route for one in columns})]
        unbeaten = [ways[n] for n in best_terms([_terms(answers, way) for way in ways])]
        if column not in unbeaten:
            columns[at] = min(unbeaten, key=lambda way: way.cost)
    return replace(plan, columns=tuple(columns))


def other_lanes(answers: Answers, column: Column, sale: Decimal, used: Collection[int]) -> Iterator[Column]:
    """The same goods from the same source by its lanes that are not ``used``, as far as they may go there."""
    problem, prices = answers.problem, Prices(answers)
    source = problem.routes[column.route].source
    for number, route in enumerate(problem.routes):
        fits = all(n <= most for n, most in zip(column.counts, problem.most[number], strict=True))
        if number in used or route.source is not source or not fits:
            continue
        other = prices.exact(number, column.counts, sale)
        if other is not None:
            yield other


def compare(answers: Answers, plans: Mapping[str, Found], chosen: str) -> tuple[Alternative, ...]:
    """All ``plans`` but the chosen one, as they differ from it; equal ones once."""
    base = plans[chosen]
    seen = {_shape(base)}
    others = []
    for kind, plan in plans.items():
        if _shape(plan) in seen:
            continue
        seen.add(_shape(plan))
        later = slowest(answers, plan) - slowest(answers, base)
        others.append(Alternative(kind, _paid(plan) - _paid(base), later, _parcels(plan)))
    return tuple(others)


def slowest(answers: Answers, plan: Found) -> int:
    """Days until the last consignment is promised."""
    return max((answers.problem.routes[column.route].longest_days for column in plan.columns), default=0)


def _money(carriage: Carriage, charges: Decimal, doubt: Decimal) -> Decimal:
    """What the buyer pays; of plans at one price the better."""
    return carriage.paid + charges + doubt + carriage.cost / 10_000


def _few(carriage: Carriage, charges: Decimal, doubt: Decimal) -> Decimal:
    return everything(carriage, charges, doubt) + A_PARCEL * carriage.parcels


def _terms(answers: Answers, column: Column) -> tuple[Decimal, int]:
    return column.paid, answers.problem.routes[column.route].longest_days


def _whole_cost(plan: Found) -> Decimal:
    """What the choice of a plan goes by, however this one was found."""
    charges = ((column.carriage, column.charges) for column in plan.columns)
    return sum((everything(way, law.amount, law.doubt) for way, law in charges if law), Decimal(0))


def _paid(plan: Found) -> Decimal:
    return sum((column.paid for column in plan.columns), Decimal(0))


def _parcels(plan: Found) -> int:
    return sum(column.carriage.parcels for column in plan.columns)


def _shape(plan: Found) -> frozenset[tuple[int, Counts]]:
    return frozenset((column.route, column.counts) for column in plan.columns)

"""Other whole plans worth knowing of: cheaper but slower, faster but dearer, in fewer parcels."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from entrepot.domain.sourcing.policy import Effort
from entrepot.domain.sourcing.prices import Answers, Prices, everything
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
    """The recommended plan, and the best by each other wish where that is really another one."""
    found = {RECOMMENDED: recommended}
    paid, days, parcels = _paid(recommended), slowest(answers, recommended), _parcels(recommended)
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
    return found


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


def _paid(plan: Found) -> Decimal:
    return sum((column.paid for column in plan.columns), Decimal(0))


def _parcels(plan: Found) -> int:
    return sum(column.carriage.parcels for column in plan.columns)


def _shape(plan: Found) -> frozenset[tuple[int, Counts]]:
    return frozenset((column.route, column.counts) for column in plan.columns)

"""The price of every possible consignment: asked where it must be, guessed where that will do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from entrepot.domain.sourcing.problem import Carriage, Charges, Counts, Problem
from entrepot.domain.sourcing.routes import Route

# Costs are added up as whole ten-thousandths of the buyer's currency.
FINE: Final = 10_000
# Guesses are somewhat too low, so that what is not yet known is asked about before it is passed over.
HOPE: Final = Decimal("0.9")


@dataclass(frozen=True, slots=True)
class Column:
    """A possible consignment: ``counts`` pieces of the problem's lines by its route number ``route``.

    ``cost`` is in ten-thousandths of the buyer's currency; ``charges`` is ``None`` as long as it is guessed.
    """

    route: int
    counts: Counts
    cost: int
    carriage: Carriage
    charges: Charges | None

    @property
    def paid(self) -> Decimal:
        """What the buyer pays for it beside the goods: freight, duty, tax and fees."""
        return self.carriage.paid + (self.charges.amount if self.charges else Decimal(0))


# What counts of a consignment: its carriage and its charges (known or guessed).
Weigh = Callable[[Carriage, Decimal, Decimal], Decimal]


def everything(carriage: Carriage, charges: Decimal, doubt: Decimal) -> Decimal:
    """Money, waiting, risk and doubt: what the choice of a plan goes by."""
    return carriage.cost + charges + doubt


class Answers:
    """What is known of one problem: what was once asked is not asked again."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.facts: dict[str, dict[str, str]] = {}
        self._carriage: dict[tuple[int, Counts], Carriage | None] = {}
        self._charges: dict[tuple[int, Counts, Decimal], Charges] = {}
        self._rates: dict[tuple[object, str], Decimal] = {}
        self._forbidden: set[tuple[Decimal, object, str]] = set()
        self._kinds = [_law_kind(route) for route in problem.routes]

    def carriage(self, route: int, counts: Counts) -> Carriage | None:
        key = route, counts
        if key not in self._carriage:
            problem = self.problem
            self._carriage[key] = problem.carry(problem.routes[route], problem.items(counts))
        return self._carriage[key]

    def charges(self, route: int, counts: Counts, sale: Decimal) -> Charges:
        """What the law says; every answer improves the guesses for consignments of the same kind."""
        key = route, counts, self._linked(route, counts, sale)
        found = self._charges.get(key)
        if found is None:
            items = self.problem.items(counts)
            carriage = self.carriage(route, counts)
            freight = carriage.paid if carriage else Decimal(0)
            found = self.problem.charge(self.problem.routes[route], items, freight, key[2])
            self._charges[key] = found
            kind = self._kinds[route]
            for line_id, facts in found.forbidden.items():
                self._forbidden.add((sale, kind, line_id))
                self.facts[line_id] = dict(facts)
            if not found.forbidden:
                for line_id, n in items:
                    self._rates.setdefault((kind, line_id), found.by_line.get(line_id, Decimal(0)) / n)
        return found

    def guess(self, route: int, counts: Counts, sale: Decimal) -> Decimal | None:
        """Charges made up from what lines cost elsewhere; ``None`` where one is known to be forbidden."""
        kind = self._kinds[route]
        items = self.problem.items(counts)
        if any((sale, kind, line_id) in self._forbidden for line_id, _n in items):
            return None
        known = (self._rates.get((kind, line_id), Decimal(0)) * n for line_id, n in items)
        return sum(known, Decimal(0)) * HOPE

    def knows(self, route: int, counts: Counts, sale: Decimal) -> bool:
        return (route, counts, self._linked(route, counts, sale)) in self._charges

    def learn(self, sale: Decimal) -> None:
        """Ask for each kind of route, with all that it could carry, so that guesses have a ground; where the
        law forbids some of it, again without that."""
        for route in self.widest():
            most = self.problem.most[route]
            if self.carriage(route, most) is None:
                continue
            forbidden = self.charges(route, most, sale).forbidden
            rest = tuple(
                0 if line.id in forbidden else n for line, n in zip(self.problem.lines, most, strict=True)
            )
            if forbidden and any(rest):
                self.charges(route, rest, sale)

    def widest(self) -> list[int]:
        """Of each kind of route the one that could carry most."""
        widest: dict[object, int] = {}
        for route, most in enumerate(self.problem.most):
            kind = self._kinds[route]
            if not any(most):
                continue
            if kind not in widest or sum(most) > sum(self.problem.most[widest[kind]]):
                widest[kind] = route
        return list(widest.values())

    def _linked(self, route: int, counts: Counts, sale: Decimal) -> Decimal:
        if not self.problem.imports[route]:
            return Decimal(0)
        return max(sale - self.problem.value(counts), Decimal(0))


class Prices:
    """Columns of one problem, weighed one way; several ways may share the same answers."""

    def __init__(self, answers: Answers, weigh: Weigh = everything, latest_days: int | None = None) -> None:
        self.problem, self.answers = answers.problem, answers
        self._weigh, self._latest = weigh, latest_days

    def exact(self, route: int, counts: Counts, sale: Decimal) -> Column | None:
        """The column as the law charges it when goods worth ``sale`` cross the border, if it is legal."""
        carriage = self._carriage(route, counts)
        if carriage is None:
            return None
        charges = self.answers.charges(route, counts, sale)
        if charges.forbidden:
            return None
        cost = self._weigh(carriage, charges.amount, charges.doubt)
        return Column(route, counts, _fine(cost), carriage, charges)

    def floor(self, route: int, counts: Counts, sale: Decimal) -> Column | None:
        """The exact column where it was asked before, else one without charges: it costs no less."""
        if self.answers.knows(route, counts, sale):
            return self.exact(route, counts, sale)
        carriage = self._carriage(route, counts)
        if carriage is None:
            return None
        return Column(route, counts, _fine(self._weigh(carriage, Decimal(0), Decimal(0))), carriage, None)

    def likely(self, route: int, counts: Counts, sale: Decimal) -> Column | None:
        """The exact column where it was asked before, else one with charges guessed from its lines."""
        if self.answers.knows(route, counts, sale):
            return self.exact(route, counts, sale)
        carriage = self._carriage(route, counts)
        guess = self.answers.guess(route, counts, sale) if carriage is not None else None
        if carriage is None or guess is None:
            return None
        return Column(route, counts, _fine(self._weigh(carriage, guess, Decimal(0))), carriage, None)

    def imported(self, columns: Iterable[Column]) -> Decimal:
        """The value of what crosses the border in ``columns``."""
        return sum((self.problem.imported(one.route, one.counts) for one in columns), Decimal(0))

    def _carriage(self, route: int, counts: Counts) -> Carriage | None:
        """``None`` where the route cannot carry that, or comes too late."""
        if self._latest is not None and self.problem.routes[route].longest_days > self._latest:
            return None
        return self.answers.carriage(route, counts)


def _law_kind(route: Route) -> object:
    """Routes that the law treats alike, but for freight."""
    lane = route.lane
    return route.source.country, lane.mode, lane.channel, lane.incoterm


def _fine(cost: Decimal) -> int:
    return int((cost * FINE).to_integral_value())

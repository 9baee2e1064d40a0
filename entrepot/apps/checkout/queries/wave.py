"""Consignments that wait to be picked, planned as one wave: which of them should come from elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from entrepot.apps.checkout.queries.rerouting import Rerouting, Ways
from entrepot.apps.checkout.queries.shelves import Shelves
from entrepot.apps.orders.models import Consignment
from entrepot.domain.money import Money
from entrepot.domain.sourcing.policy import THOROUGH
from entrepot.domain.sourcing.problem import Carriage, Charges, Items, Problem
from entrepot.domain.sourcing.routes import Route
from entrepot.domain.sourcing.search import Found
from entrepot.domain.sourcing.wave import plan_wave


@dataclass(frozen=True)
class Proposal:
    """``consignment`` should go by ``way``, which saves ``saving`` (less than zero: costs more) and comes
    ``days_sooner`` than the present one.

    ``why`` is ``stuck`` (its present way is there no more), ``late`` (that would break the promise),
    ``cheaper``, ``sooner``, or ``gives_way`` (another consignment needs its goods more).
    """

    consignment: Consignment
    way: Rerouting
    saving: Money
    days_sooner: int
    why: str


@dataclass(frozen=True)
class ProposedWave:
    """``gap`` is how much dearer all of it may be than the best conceivable wave, as a share; ``None``: not
    known."""

    proposals: list[Proposal]
    gap: Decimal | None


def propose_wave(consignments: Iterable[Consignment], on: date | None = None) -> ProposedWave:
    """The consignments that go better another way, when all of them are planned together to be sent ``on`` a
    day (today); each whole and by a way that keeps what its buyer was promised.

    The stock that they hold among them is free to be shared out anew, so one may give way to another.
    """
    wave = list(consignments)
    shelves = Shelves(wave, on or timezone.now().date())
    waiting = {str(each.pk): _Waiting(Ways(each, shelves)) for each in wave}
    planned = plan_wave({name: each.problem() for name, each in waiting.items() if each.open}, THOROUGH)
    found = (waiting[name].proposal(plan) for name, plan in planned.plans.items() if plan is not None)
    return ProposedWave([proposal for proposal in found if proposal is not None], planned.gap)


class _Waiting:
    """One consignment of the wave: only whole, only by ways that keep our word."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self.here = (ways.consignment.warehouse, ways.consignment.lane)
        found = (ways.way(route) for route in ways.routes())
        every = {way.route.code: way for way in found if way is not None}
        self.now = every.get(self.here)
        self.open = {code: way for code, way in every.items() if way.keeps_our_word}
        if self.now is not None and not self.open:
            self.open = {self.here: self.now}

    def problem(self) -> Problem:
        return Problem(
            tuple(self.ways.wanted),
            tuple(way.route for way in self.open.values()),
            self.ways.to.country,
            self._carry,
            self._charge,
        )

    def _carry(self, route: Route, items: Items) -> Carriage | None:
        return self.ways.costing.carry(route, items) if set(items) == set(self.ways.items) else None

    def _charge(self, route: Route, items: Items, freight: Decimal, _linked: Decimal) -> Charges:
        """What else of the sale crosses the border does not change in a wave."""
        return self.ways.law.charges(route, items, freight, self.ways.linked(route))

    def proposal(self, plan: Found) -> Proposal | None:
        (column,) = plan.columns
        way, now = self.open[self.problem().routes[column.route].code], self.now
        if way.route.code == self.here:
            return None
        saving = now.dearer - way.dearer if now else -way.dearer
        last = now.arrives[1] if now else self.ways.consignment.promised_to
        days = (last - way.arrives[1]).days
        return Proposal(self.ways.consignment, way, saving, days, self._why(saving, days))

    def _why(self, saving: Money, days_sooner: int) -> str:
        if self.now is None:
            return "stuck"
        if self.now.is_late:
            return "late"
        if saving.amount > 0:
            return "cheaper"
        return "sooner" if days_sooner > 0 else "gives_way"

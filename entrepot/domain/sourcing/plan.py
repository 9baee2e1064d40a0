"""From wanted lines to priced consignments, each with its alternatives."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from entrepot.domain.money import Money
from entrepot.domain.sourcing.cover import Problem, smallest_cover
from entrepot.domain.sourcing.freight import Freight
from entrepot.domain.sourcing.lanes import LaneBook
from entrepot.domain.sourcing.routes import (
    Refusal,
    Route,
    Source,
    WantedLine,
    find_routes,
    reachable,
    refusal,
)


@dataclass(frozen=True)
class Option:
    """Another lane for the same goods, with its freight in the buyer's currency."""

    route: Route
    freight: Freight
    price: Money


@dataclass(frozen=True)
class PlannedConsignment:
    """``items`` are (line id, pieces). ``price`` is freight in the buyer's currency, rounded once.

    ``others`` are routes from the same source that could carry exactly these items instead. ``reason`` is
    ``only_way``, ``cheapest``, ``fits_the_rest`` (a cheaper lane costs a consignment more) or ``chosen``.
    """

    route: Route
    items: tuple[tuple[str, int], ...]
    freight: Freight
    price: Money
    reason: str
    others: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Plan:
    """``consignments`` in order of warehouse and lane; ``refused`` says why of every line left out."""

    consignments: tuple[PlannedConsignment, ...]
    refused: tuple[Refusal, ...]


def plan(
    *,
    lines: Sequence[WantedLine],
    sources: Sequence[Source],
    book: LaneBook,
    destination: str,
    currency: str,
    rates: Mapping[str, Decimal],
    barred: Collection[tuple[str, str]] = (),
) -> Plan:
    """The consignments that bring ``lines`` to ``destination``, priced in ``currency``.

    ``rates`` gives units of ``currency`` for one unit of each lane currency that serves the destination;
    a lane without one is left out. ``barred`` are (line id, lane code) pairs that law forbids.
    """
    routes = [
        route
        for route in find_routes(lines, sources, book, destination, barred)
        if route.lane.currency in rates
    ]
    coming = {line.id: reachable(line, routes) for line in lines}
    wanted = {line.id: line for line in lines if coming[line.id] >= line.quantity}
    refused = tuple(
        refusal(line, sources, book, destination, barred, coming[line.id])
        for line in lines
        if line.id not in wanted
    )
    problem = Problem(wanted, destination, currency, rates)
    chosen = smallest_cover(problem, routes) if wanted else {}
    by_code = {route.code: route for route in routes}
    consignments = tuple(
        _consignment(problem, by_code[code], items, routes) for code, items in sorted(chosen.items())
    )
    return Plan(consignments, refused)


def _consignment(
    problem: Problem, route: Route, items: Sequence[tuple[str, int]], routes: Sequence[Route]
) -> PlannedConsignment:
    load = problem.load(items)
    found, price = problem.price(route, load)
    others = tuple(
        Option(other, *problem.price(other, load))
        for other in routes
        if other.source is route.source
        and other.lane is not route.lane
        and all(line_id in other.carries for line_id, _ in items)
    )
    reason = "only_way"
    if others:
        cheapest = all(price.amount <= other.price.amount for other in others)
        reason = "cheapest" if cheapest else "fits_the_rest"
    return PlannedConsignment(route, tuple(items), found, price, reason, others)

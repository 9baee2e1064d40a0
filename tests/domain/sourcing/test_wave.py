"""Orders that want the same pieces."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from random import Random
from time import process_time

import pytest

from entrepot.domain.sourcing.plan import no_law
from entrepot.domain.sourcing.policy import THOROUGH
from entrepot.domain.sourcing.prices import Answers, Prices
from entrepot.domain.sourcing.problem import Carriage, Items, Problem
from entrepot.domain.sourcing.routes import Route, Source, WantedLine
from entrepot.domain.sourcing.search import search
from entrepot.domain.sourcing.wave import Plans, plan_wave
from tests.domain.sourcing.instances import instance
from tests.domain.sourcing.world import a_lane


def wave(seed: int, orders: int) -> dict[str, Problem]:
    """The same senders and articles, wanted by several."""
    given = instance(seed, 3, 5, 2)
    return {f"order-{n}": given.problem for n in range(orders)}


def check(orders: dict[str, Problem], plans: Plans) -> None:
    taken: Counter[tuple[str, str]] = Counter()
    for name, plan in plans.items():
        for column in plan.columns if plan else ():
            where = orders[name].routes[column.route].source
            for line_id, n in orders[name].items(column.counts):
                taken[where.warehouse, line_id] += n
                assert taken[where.warehouse, line_id] <= where.available[line_id]


@pytest.mark.parametrize("columns", [4_000, 1], ids=["together", "by regret"])
@pytest.mark.parametrize("seed", range(8))
def test_no_piece_is_promised_twice(seed: int, columns: int) -> None:
    orders = wave(seed, 3)
    plans = plan_wave(orders, replace(THOROUGH, columns=columns)).plans
    check(orders, plans)
    assert set(plans) == set(orders)


@pytest.mark.parametrize("seed", range(8))
def test_together_serves_no_fewer_than_one_after_the_other(seed: int) -> None:
    orders = wave(seed, 3)
    together = [plan for plan in plan_wave(orders).plans.values() if plan]
    in_turn = [plan for plan in plan_wave(orders, replace(THOROUGH, columns=1)).plans.values() if plan]
    assert len(together) >= len(in_turn)
    if len(together) == len(in_turn):
        assert sum(plan.cost for plan in together) <= sum(plan.cost for plan in in_turn)


def test_an_order_alone_gets_its_best_plan() -> None:
    orders = wave(1, 1)
    best = search(Prices(Answers(orders["order-0"])), THOROUGH)
    alone = plan_wave(orders).plans["order-0"]
    assert (alone and alone.cost) == (best and best.cost)


def whole_orders(seed: int, shops: int, orders: int) -> dict[str, Problem]:
    """For each of ``shops`` some orders of one article each that three senders of its own have a few pieces
    of, at prices of their own."""
    chance = Random(seed)
    made = {}
    for shop in range(shops):
        senders = [
            (f"s{shop}-{n}", chance.randint(1, orders), chance.randint(300, 900)) for n in range(3)
        ]  # fmt: skip
        for order in range(orders):
            made[f"{shop}-{order}"] = _whole_order(f"a{shop}", chance.randint(1, 2), senders, chance)
    return made


def _whole_order(article: str, pieces: int, senders: list[tuple[str, int, int]], chance: Random) -> Problem:
    routes = []
    for warehouse, stock, _base in senders:
        source = Source(warehouse, "own", "DE", {article: stock})
        routes.append(Route(source, a_lane(f"l-{warehouse}", "DE"), {article: stock}))
    price = {warehouse: Decimal(base + chance.randint(0, 200)) / 100 for warehouse, _stock, base in senders}

    def carry(route: Route, items: Items) -> Carriage | None:
        cost = price[route.source.warehouse]
        return Carriage(cost, cost) if sum(n for _line, n in items) == pieces else None

    return Problem((WantedLine(article, pieces, 100),), tuple(routes), "DE", carry, no_law)


def test_orders_that_never_meet_are_planned_as_if_they_were_alone() -> None:
    """Three shops together cost what the three waves cost by themselves."""
    orders = whole_orders(3, 3, 6)
    wave = plan_wave(orders)
    parts = [
        plan_wave({name: each for name, each in orders.items() if name.startswith(f"{shop}-")})
        for shop in range(3)
    ]
    check(orders, wave.plans)
    assert wave.cost == sum(part.cost for part in parts)
    assert wave.plans == {name: plan for part in parts for name, plan in part.plans.items()}


@pytest.mark.parametrize("seed", range(4))
def test_a_wave_of_hundreds_is_planned_in_seconds_and_says_its_gap(seed: int) -> None:
    orders = whole_orders(seed, 30, 10)
    started = process_time()
    wave = plan_wave(orders)
    assert process_time() - started < 5  # a third of a second on an idle machine
    check(orders, wave.plans)
    assert wave.gap is not None
    assert 0 <= wave.gap < Decimal("0.01")


def test_the_bound_is_below_every_wave_and_counts_those_that_are_served() -> None:
    """Ten want two pieces each of six: three are served, and those at the least."""
    chance = Random(0)
    senders = [("s", 6, 500)]
    orders = {f"o{n}": _whole_order("a", 2, senders, chance) for n in range(10)}
    wave = plan_wave(orders)
    served = sorted(plan.cost for plan in wave.plans.values() if plan)
    every = sorted(
        plan.cost for each in orders for plan in [plan_wave({each: orders[each]}).plans[each]] if plan
    )
    assert served == every[:3]
    assert (wave.bound, wave.gap) == (sum(served), 0)

"""Orders that want the same pieces."""

from collections import Counter
from dataclasses import replace

import pytest

from entrepot.domain.sourcing.policy import THOROUGH
from entrepot.domain.sourcing.prices import Answers, Prices
from entrepot.domain.sourcing.problem import Problem
from entrepot.domain.sourcing.search import search
from entrepot.domain.sourcing.wave import Plans, plan_wave
from tests.domain.sourcing.instances import instance


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
    plans = plan_wave(orders, replace(THOROUGH, columns=columns))
    check(orders, plans)
    assert set(plans) == set(orders)


@pytest.mark.parametrize("seed", range(8))
def test_together_serves_no_fewer_than_one_after_the_other(seed: int) -> None:
    orders = wave(seed, 3)
    together = [plan for plan in plan_wave(orders).values() if plan]
    in_turn = [plan for plan in plan_wave(orders, replace(THOROUGH, columns=1)).values() if plan]
    assert len(together) >= len(in_turn)
    if len(together) == len(in_turn):
        assert sum(plan.cost for plan in together) <= sum(plan.cost for plan in in_turn)


def test_an_order_alone_gets_its_best_plan() -> None:
    orders = wave(1, 1)
    best = search(Prices(Answers(orders["order-0"])), THOROUGH)
    alone = plan_wave(orders)["order-0"]
    assert (alone and alone.cost) == (best and best.cost)

"""Two ways to the best plan that share nothing with the search: trying everything, and one big model."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from ortools.sat.python import cp_model

from entrepot.domain.sourcing.prices import FINE
from entrepot.domain.sourcing.problem import Counts
from tests.domain.sourcing.instances import (
    LATE,
    LATE_AFTER,
    SPLIT,
    STEP_G,
    Instance,
    Sender,
    volumetric,
)


def by_trying_everything(instance: Instance) -> int | None:
    """The least cost over every way to share every line out over the senders; for small instances only."""
    shares = [list(_shares(one.quantity, [sender.stock[line] for sender in instance.senders]))
              for line, one in enumerate(instance.articles)]  # fmt: skip
    costs = (_cost(instance, plan) for plan in product(*shares))
    return min((cost for cost in costs if cost is not None), default=None)


def _shares(wanted: int, stock: list[int]) -> Iterator[tuple[int, ...]]:
    """Every way in which senders give ``wanted`` pieces together."""
    if not stock:
        if wanted == 0:
            yield ()
        return
    for n in range(min(wanted, stock[0]) + 1):
        for rest in _shares(wanted - n, stock[1:]):
            yield n, *rest


def _cost(instance: Instance, plan: tuple[Counts, ...]) -> int | None:
    problem = instance.problem
    routes = {route.source.warehouse: route for route in problem.routes}
    loads = {
        f"s{sender:02}": tuple((f"a{line:02}", pieces[sender]) for line, pieces in enumerate(plan)
                               if pieces[sender])
        for sender in range(len(instance.senders))
    }  # fmt: skip
    values = {
        where: sum((Decimal(instance.articles[int(line[1:])].cents * n) / 100 for line, n in items),
                   Decimal(0))
        for where, items in loads.items()
    }  # fmt: skip
    sale = sum((values[where] for where, items in loads.items()
                if items and routes[where].source.country != "DE"), Decimal(0))  # fmt: skip
    whole = Decimal(0)
    for where, items in loads.items():
        if not items:
            continue
        carriage = instance.carry(routes[where], items)
        if carriage is None:
            return None
        linked = sale - values[where] if routes[where].source.country != "DE" else Decimal(0)
        whole += carriage.cost + instance.charge(routes[where], items, carriage.paid, linked).amount
    return int(whole * FINE)


def by_one_model(instance: Instance, seconds: float) -> tuple[int, int] | None:
    """Cost and bound of pieces x senders x parcels as one CP-SAT model, without columns."""
    model = cp_model.CpModel()
    law = instance.law
    above = model.new_bool_var("above")
    terms: list[cp_model.LinearExprT] = []
    given: dict[tuple[int, int], list[cp_model.IntVar]] = {}
    imported: list[cp_model.LinearExprT] = []
    for number, sender in enumerate(instance.senders):
        used = model.new_bool_var(f"used{number}")
        terms.append(used * SPLIT)
        totals = _parcels(model, instance, number, sender, used, given, terms)
        late = max(sender.days - LATE_AFTER, 0) * LATE
        terms += [total * late for total in totals]
        if sender.imports:
            imported += [total * one.cents for total, one in zip(totals, instance.articles, strict=True)]
            _duty(model, instance, number, totals, used, above, terms)
    for line, one in enumerate(instance.articles):
        model.add(sum(take for (_s, at), takes in given.items() if at == line for take in takes)
                  == one.quantity)  # fmt: skip
    model.add(sum(imported) <= law.limit).only_enforce_if(above.negated())
    model.add(sum(imported) >= law.limit + 1).only_enforce_if(above)
    model.minimize(sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return round(solver.objective_value), round(solver.best_objective_bound)


def _parcels(
    model: cp_model.CpModel,
    instance: Instance,
    number: int,
    sender: Sender,
    used: cp_model.IntVar,
    given: dict[tuple[int, int], list[cp_model.IntVar]],
    terms: list[cp_model.LinearExprT],
) -> list[cp_model.LinearExprT]:
    """Its parcels with their weights and price steps; how many pieces of each line it sends."""
    totals: list[cp_model.LinearExprT] = [0 for _ in instance.articles]
    for parcel in range(instance.parcels):
        opened = model.new_bool_var(f"open{number}.{parcel}")
        model.add_implication(opened, used)
        steps = model.new_int_var(0, -(-sender.cap_g // STEP_G), "")
        terms += [opened * sender.base, steps * sender.step]
        takes = []
        for line, one in enumerate(instance.articles):
            take = model.new_int_var(0, min(one.quantity, sender.stock[line]), "")
            model.add(take == 0).only_enforce_if(opened.negated())
            given.setdefault((number, line), []).append(take)
            totals[line] = totals[line] + take
            takes.append(take)
        for weights in ([one.grams for one in instance.articles],
                        [volumetric(one, sender) for one in instance.articles]):  # fmt: skip
            load = sum(take * weight for take, weight in zip(takes, weights, strict=True))
            model.add(load <= sender.cap_g)
            model.add(load <= steps * STEP_G)
    for line, stock in enumerate(sender.stock):
        model.add(totals[line] <= stock)
    return totals


def _duty(
    model: cp_model.CpModel,
    instance: Instance,
    number: int,
    totals: list[cp_model.LinearExprT],
    used: cp_model.IntVar,
    above: cp_model.IntVar,
    terms: list[cp_model.LinearExprT],
) -> None:
    law = instance.law
    percents = [one.cents * law.percent[one.hs6] for one in instance.articles]
    duty = model.new_int_var(0, sum(p * one.quantity for p, one in zip(percents, instance.articles,
                                                                      strict=True)), "")  # fmt: skip
    model.add(duty >= sum(total * p for total, p in zip(totals, percents, strict=True))).only_enforce_if(
        above
    )
    broker = model.new_bool_var("")
    model.add(broker >= used + above - 1)
    terms += [duty, broker * law.brokerage]
    for hs6 in {one.hs6 for one in instance.articles} if law.flat else ():
        flat = model.new_bool_var(f"flat{number}.{hs6}")
        pieces = sum(total for total, one in zip(totals, instance.articles, strict=True) if one.hs6 == hs6)
        model.add(pieces == 0).only_enforce_if(flat.negated(), above.negated())
        terms.append(flat * law.flat)

"""The advice on modes and the simulation, asked about the same facts, say the same."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from entrepot.domain.simulation.tally import Tally
from entrepot.domain.simulation.world import Shelf
from entrepot.domain.sourcing.lanes import Band
from entrepot.domain.sourcing.mode_advice import Costs, Kind, Merchant, Way, costs_of
from entrepot.domain.sourcing.policy import Policy
from tests.domain.simulation.markets import (
    AIR,
    CALM,
    DIRECT,
    FRANCE,
    MUG,
    OVERSEAS,
    ROAD,
    SEA,
    TARIFF,
    a_market,
    orders,
    played,
)

D = Decimal
# One lot for all of the 40 days: 13 to come by sea, 27 to the next review, and nothing beyond.
DAYS = 40
ONE_LOT = replace(CALM, review_days=27, cover_days=0)
SHIP = replace(SEA, bands={"": (Band(5_000_000, D("160.00")),)})
BY_SHIP = replace(OVERSEAS, senders=(replace(FRANCE, shelf=Shelf(SHIP, "CN", TARIFF)),))


@cache
def simulated(daily: int) -> tuple[Tally, Tally]:
    """Sent alone, and from stock, with ``daily`` orders every day."""
    asked, before = (
        orders([day for day in days for _one in range(daily)]) for days in (range(DAYS), range(-28, 0))
    )
    market = replace(a_market(asked, before), lanes=lambda _on: (AIR, SHIP, ROAD))
    post, stock = (played(market, way, hazards=ONE_LOT, days=DAYS)[0] for way in (DIRECT, BY_SHIP))
    return post, stock


def advised(daily: int) -> tuple[Costs, Costs]:
    """The same by the advice. What the law asked is the engine's word in both."""
    post, stock = (each.costs["charges"] / (DAYS * daily) for each in simulated(daily))
    merchant = Merchant(
        30 * daily, D("4.00"), D("10.00"), D("Infinity"), D(1), variation=D(0), loss_share=D(0),
        yearly_rate=CALM.yearly_rate, day_cost=Policy().waiting(MUG.price, 1),
    )  # fmt: skip
    alone = Way("direct_mail", Kind.SELL_FIRST, D("6.00"), post, days=D("9.25"), handling=D("3.30"))
    lying = Way(
        "overseas_warehouse", Kind.STOCK, D("4.00"), stock, days=D("3.25"), handling=D("3.30"),
        batch_fixed=D("160.00"), batch_days=D(13), storage=TARIFF, volume_mm3=MUG.volume_mm3,
    )  # fmt: skip
    return costs_of(merchant, alone, 0), costs_of(merchant, lying, DAYS)


@pytest.mark.parametrize("daily", [1, 2, 4])
def test_every_part_of_the_cost_of_an_order_is_the_same(daily: int) -> None:
    for tally, found in zip(simulated(daily), advised(daily), strict=True):
        assert tally.ends == {"delivered": DAYS * daily}
        parts = {
            "freight": found.freight, "charges": found.charges, "handling": found.handling,
            "storage": found.storage, "capital": found.capital,
        }  # fmt: skip
        for part, amount in parts.items():
            # In the simulation interest is rounded with every order, and days are whole.
            least = D("0.01") if part == "capital" else D("0.002")
            assert abs(tally.costs[part] / (DAYS * daily) - amount) < least, (found.way.code, part)
        assert abs(tally.waiting / (DAYS * daily) - found.waiting) < D("0.01")


def test_both_turn_to_stock_at_the_same_volume() -> None:
    volumes = range(1, 5)
    turned = [
        daily
        for daily in volumes
        for post, stock in [simulated(daily)]
        if stock.cost - stock.costs["goods"] < post.cost - post.costs["goods"]
    ]
    assert turned == [
        daily for daily in volumes for post, stock in [advised(daily)] if stock.money < post.money
    ]
    assert turned == [2, 3, 4]

"""Ninety days in small: every order ends once, money adds up, more trouble does more harm."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrepot.domain.simulation.chance import Chance
from entrepot.domain.simulation.play import Season
from entrepot.domain.simulation.run import Run
from entrepot.domain.simulation.tally import COSTS
from entrepot.domain.simulation.trace import Trace
from entrepot.domain.simulation.trip import Fate
from entrepot.domain.simulation.world import Hazards, Way
from tests.domain.simulation.markets import (
    AIR,
    CALM,
    DIRECT,
    FRANCE,
    HUB,
    LAW,
    MUG,
    OVERSEAS,
    START,
    a_market,
    orders,
    played,
)

DAILY = range(60)
BEFORE = range(-28, 0)


def test_one_order_costs_what_goods_freight_law_and_handling_cost_and_comes_on_the_promised_day() -> None:
    tally, _trace = played(a_market(orders([0])))
    # Goods 0.40 x 10.00; freight 6.00; IOSS: 19 % on 10.00 + 6.00; handling 3.00 + 0.30.
    assert tally.costs == {
        "goods": Decimal("4.00"), "freight": Decimal("6.00"), "charges": Decimal("3.04"),
        "storage": 0, "capital": 0, "handling": Decimal("3.30"), "losses": 0,
    }  # fmt: skip
    assert tally.ends == {"delivered": 1}
    # Ordered at 12:00 on the 1st, handled for a day, leaves at 18:00 on the 2nd, eight days under way.
    assert tally.hours == [24 + 6 + 8 * 24]
    assert tally.on_time == 1


@pytest.mark.parametrize("way", [DIRECT, OVERSEAS])
def test_every_order_ends_exactly_once(way: Way) -> None:
    harsh = Hazards(lost_abroad=Decimal("0.2"), lost_at_home=Decimal("0.2"))
    lines: list[str] = []
    tally, _trace = played(a_market(orders(DAILY)), way, hazards=harsh, write=lines.append)
    ended = [line.split()[3] for line in lines if line.split()[2] in ("delivered", "lost", "unsold")]
    assert sorted(name for name in ended if "/" not in name) == sorted(f"o{n}" for n in DAILY)
    assert sum(tally.ends.values()) == tally.orders == 60


def test_what_lost_consignments_had_cost_is_a_loss_and_nothing_else() -> None:
    calm, _trace = played(a_market(orders(DAILY)))
    harsh, _trace = played(a_market(orders(DAILY)), hazards=replace(CALM, lost_abroad=Decimal("0.3")))
    assert harsh.ends["lost"] > 0
    assert harsh.costs["goods"] == 4 * harsh.ends["delivered"]
    assert harsh.costs["handling"] == Decimal("3.30") * harsh.ends["delivered"]
    # The law asks nothing of what never reached the border.
    assert calm.cost - harsh.ends["lost"] * Decimal(10) <= harsh.cost <= calm.cost
    assert harsh.costs["losses"] >= harsh.ends["lost"] * Decimal("13.30")


@pytest.mark.parametrize(
    "trouble",
    [
        {"inspected": Decimal("0.5")}, {"departure_delayed": Decimal("0.5")},
        {"delivery_failed": Decimal("0.5")}, {"lost_abroad": Decimal("0.5")},
    ],
)  # fmt: skip
def test_more_trouble_means_fewer_on_time(trouble: dict[str, Decimal]) -> None:
    calm, _trace = played(a_market(orders(DAILY)))
    worse, _trace = played(a_market(orders(DAILY)), hazards=replace(CALM, **trouble))  # type: ignore[arg-type]
    assert calm.on_time == 60
    assert 10 <= worse.on_time <= 50


def test_strict_weeks_of_customs_hold_more_parcels() -> None:
    usual = replace(CALM, inspected=Decimal("0.2"), strict=1, strict_days=60)
    strict = replace(usual, strict=4)
    held = [
        played(a_market(orders(DAILY)), hazards=each)[0].causes["customs_hold"] for each in (usual, strict)
    ]
    assert held[1] > 2 * held[0]


def test_the_same_seed_plays_the_same_and_another_differs() -> None:
    market = a_market(orders(DAILY))
    one, again, other = (played(market, hazards=Hazards(), seed=seed)[1] for seed in (7, 7, 8))
    assert one.fingerprint == again.fingerprint
    assert one.events == again.events > 180
    assert other.fingerprint != one.fingerprint


def test_a_mishap_of_an_order_does_not_depend_on_the_other_orders() -> None:
    hazards = Hazards(inspected=Decimal("0.5"))
    alone: list[str] = []
    played(a_market(orders(DAILY)[:1]), hazards=hazards, write=alone.append)
    together: list[str] = []
    played(a_market(orders(DAILY)), hazards=hazards, write=together.append)
    assert alone == [line for line in together if " o0" in line]


def test_a_law_that_changes_under_way_costs_more_than_was_quoted() -> None:
    # Ordered on 28 June, at the border in July: the Union's EUR 3 for each kind of goods.
    before, _trace = played(a_market(orders([10])))
    across, _trace = played(a_market(orders([27])))
    assert (before.surprise, across.surprise) == (0, Decimal("3.00"))
    assert across.costs["charges"] - before.costs["charges"] == Decimal("3.00")


def test_a_warehouse_without_demand_before_is_empty_and_one_that_followed_it_is_not() -> None:
    empty, _trace = played(a_market(orders(range(5))), OVERSEAS)
    assert empty.ends == {"unsold": 5}
    assert empty.missed_value == Decimal("50.00")
    filled, _trace = played(a_market(orders(range(5)), orders(BEFORE)), OVERSEAS)
    assert filled.ends == {"delivered": 5}


def test_pieces_bought_for_a_warehouse_are_sold_or_lie_there() -> None:
    market = a_market(orders(DAILY), orders(BEFORE))
    lines: list[list[str]] = []
    trace = Trace(lambda line: lines.append(line.split()))
    season = Season(START, 60, 7)
    fate = Fate(Chance(7), CALM, START)
    run = Run(
        market, OVERSEAS, LAW, fate, CALM, season.start, season.days, lambda *told: trace.tell("de", *told)
    )
    tally = run.play()
    received = {line[3] for line in lines if line[2] == "received"}
    ordered = sum(int(line[4]) for line in lines if line[2] == "ordered" and line[3] in received)
    assert ordered > 0
    # Lead time 13 days, review and cover 7 each: 27 pieces at one a day lie there at first.
    assert run.warehouses.stocks["FR-1"].on_hand("mug") == 27 + ordered - tally.ends["delivered"]
    assert tally.costs["goods"] == 4 * tally.ends["delivered"]


def test_stock_costs_storage_and_interest_and_a_longer_lead_time_more() -> None:
    market = a_market(orders(DAILY), orders(BEFORE))
    cheap, _trace = played(market, OVERSEAS)
    dear, _trace = played(market, OVERSEAS, hazards=replace(CALM, cover_days=28, yearly_rate=Decimal("0.16")))
    assert 0 < cheap.costs["storage"] < dear.costs["storage"]
    assert 0 < 2 * cheap.costs["capital"] < dear.costs["capital"]
    assert dear.stock_left > cheap.stock_left


def test_an_order_that_its_sender_cannot_fill_is_called_off_and_costs_nothing() -> None:
    failing = replace(DIRECT, senders=(replace(HUB, fails=Decimal(1), failure="not_found"),))
    tally, _trace = played(a_market(orders([0, 1])), failing)
    assert tally.ends == {"called_off": 2}
    assert tally.cost == 0


def test_the_planner_takes_the_way_that_costs_least_as_long_as_it_has_stock() -> None:
    both = replace(DIRECT, mode="chosen", senders=(HUB, FRANCE), lanes=frozenset({"air", "road"}))
    tally, _trace = played(a_market(orders(DAILY), orders(BEFORE)), both)
    assert tally.ends == {"delivered": 60}
    assert tally.lanes["road"] > 50


def test_arrival_windows_are_told_once_there_is_evidence_and_mostly_kept() -> None:
    lanes = a_market(orders(DAILY))
    tally, _trace = played(lanes, hazards=replace(CALM, delivery_failed=Decimal("0.3")))
    assert 20 <= tally.eta_asked < 40
    assert tally.eta_kept >= tally.eta_asked * 6 // 10


def test_costs_of_all_parts_are_the_cost() -> None:
    tally, _trace = played(a_market(orders(DAILY), orders(BEFORE)), OVERSEAS, hazards=Hazards())
    assert tally.cost == sum(tally.costs[part] for part in COSTS)
    assert tally.each(tally.cost) == (tally.cost / tally.ends["delivered"]).quantize(Decimal("0.01"))


def test_goods_that_a_deposit_does_not_pay_cost_interest_until_they_leave() -> None:
    # Goods for 4000.00 of 10000.00, 10 % of it paid: 3000.00 for the ten days of lead time and one of
    # handling, at 8 % a year.
    lent = replace(HUB, lead_days=10, deposit_share=Decimal("0.10"))
    tally, _trace = played(a_market(orders([0], 1000)), replace(DIRECT, senders=(lent,)))
    assert tally.costs["capital"] == Decimal("7.23")


def test_what_has_arrived_no_longer_counts_as_under_way() -> None:
    lines: list[list[str]] = []
    played(a_market(orders(DAILY), orders(BEFORE)), OVERSEAS, write=lambda line: lines.append(line.split()))
    ordered = [int(line[4]) for line in lines if line[2] == "ordered"]
    # One is sold a day: every week as many are ordered as were sold in it.
    assert ordered[1:] == [7] * len(ordered[1:])
    assert len(ordered) >= 7


def test_an_order_in_two_consignments_ends_once_with_the_later() -> None:
    lamp = replace(MUG, id="lamp", flags=frozenset({"lithium"}))
    order = replace(orders([0])[0], pieces=(("mug", 1), ("lamp", 1)))
    plain = replace(AIR, refuses=frozenset({"lithium"}))
    slow = replace(AIR, code="slow", min_days=20, max_days=20, refuses=frozenset({"plain"}), legs=())
    mug = replace(MUG, flags=frozenset({"plain"}))
    market = replace(a_market([order]), articles={"mug": mug, "lamp": lamp}, lanes=lambda _on: (plain, slow))
    tally, _trace = played(market, replace(DIRECT, lanes=frozenset({"air", "slow"})))
    assert (tally.consignments, tally.ends) == (2, {"delivered": 1})
    assert tally.hours == [24 + 6 + 20 * 24]
    assert tally.on_time == 1

"""Chance, stock, the rule that refills it, and what is worth comparing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from entrepot.domain.money import Money
from entrepot.domain.simulation.chance import Chance
from entrepot.domain.simulation.comparing import batches, sooner
from entrepot.domain.simulation.refill import landed_lots
from entrepot.domain.simulation.stock import Holding, Leftover, Lot, Stock, to_order
from entrepot.domain.simulation.tally import Tally
from entrepot.domain.simulation.world import Batching, Hazards, Shelf
from tests.domain.simulation.markets import (
    AIR,
    FRANCE,
    LAW,
    MUG,
    ROAD,
    SEA,
    TARIFF,
    a_market,
    orders,
)

D = Decimal


def a_stock(yearly_rate: str = "0") -> Stock:
    return Stock("EUR", Holding(D(yearly_rate), TARIFF))


def a_lot(units: int, goods: str, paid_on: date = date(2026, 1, 1)) -> Lot:
    nothing = Money.zero("EUR")
    cost = {"goods": Money.of(goods, "EUR"), "freight": nothing, "charges": nothing}
    return Lot(units, cost, paid_on, paid_on)


def test_a_number_belongs_to_its_names_and_seed() -> None:
    chance = Chance(7)
    first = chance.share("lost", "o1")
    chance.share("something else")
    assert chance.share("lost", "o1") == first
    assert Chance(8).share("lost", "o1") != first
    assert chance.share("los", "to1") != first


def test_chance_is_even() -> None:
    chance = Chance(7)
    hits = sum(chance.happens(Decimal("0.25"), "even", str(number)) for number in range(4000))
    assert 930 <= hits <= 1070
    assert {chance.days(1, 6, "die", str(number)) for number in range(200)} == {1, 2, 3, 4, 5, 6}


def test_what_is_taken_and_what_is_left_is_what_was_paid() -> None:
    stock = a_stock()
    stock.receive("mug", a_lot(3, "10.00"))
    stock.receive("mug", a_lot(2, "8.00"))
    taken = stock.take(MUG, 4, date(2026, 1, 1))
    assert taken["goods"] == Money.of("14.00", "EUR")
    assert stock.close({"mug": MUG}, date(2026, 1, 1)) == Leftover(worth=D("4.00"))
    with pytest.raises(ValueError, match="2 units of mug are not there"):
        stock.take(MUG, 2, date(2026, 1, 1))


def test_interest_runs_from_the_day_of_payment_for_every_lot() -> None:
    stock = a_stock("0.08")
    stock.receive("mug", a_lot(1, "365.00"))
    stock.receive("mug", a_lot(1, "365.00", date(2026, 1, 11)))
    # 8 % a year on 365.00 is 0.08 a day: 20 days and 10 days.
    taken = stock.take(MUG, 2, date(2026, 1, 21))
    assert taken["capital"] == Money.of("2.40", "EUR")
    # 500 g unmeasured are 0.0025 m3, at 2.00 a day: 20 days and 10 days.
    assert taken["storage"] == Money.of("0.15", "EUR")


def test_what_is_left_has_cost_storage_and_interest_too() -> None:
    stock = a_stock("0.08")
    stock.receive("mug", a_lot(4, "1460.00"))
    stock.take(MUG, 3, date(2026, 1, 2))
    # One for 365.00 lies there for 20 days.
    assert stock.close({"mug": MUG}, date(2026, 1, 21)) == Leftover(D("365.00"), D("0.10"), D("1.60"))


def test_freight_of_a_refill_is_shared_by_weight_and_duty_by_value() -> None:
    jar = replace(MUG, id="jar", price=D("40.00"), gross_weight_g=300)
    market = replace(a_market([]), articles={"mug": MUG, "jar": jar})
    shelf = Shelf(SEA, "CN", TARIFF)
    costs = landed_lots(market, FRANCE, shelf, [("mug", 10), ("jar", 10)], LAW, date(2026, 6, 1))
    # 5 kg and 3 kg of the ship's 100.00; goods for 40.00 and 160.00.
    assert [costs[one]["freight"].amount for one in ("mug", "jar")] == [D("62.50"), D("37.50")]
    duty = [costs[one]["charges"].amount for one in ("mug", "jar")]
    assert sum(duty) > 0
    assert duty[1] == 4 * duty[0]
    assert [costs[one]["goods"].amount for one in ("mug", "jar")] == [D("40.00"), D("160.00")]


@pytest.mark.parametrize(
    ("lead_days", "review_days", "on_hand", "wanted"), [(0, 0, 0, 35), (30, 7, 0, 220), (0, 0, 20, 15)]
)
def test_seven_days_of_sales_are_ordered_beyond_the_way_and_the_review(
    lead_days: int, review_days: int, on_hand: int, wanted: int
) -> None:
    stock = a_stock()
    if on_hand:
        stock.receive("mug", a_lot(on_hand, "10.00"))
    found = to_order(stock, {"mug": 5 * 28}, lead_days, Hazards(review_days=review_days))
    assert found == [("mug", wanted)]


def test_what_is_on_its_way_is_not_ordered_again() -> None:
    stock = a_stock()
    stock.coming["mug"] = 35
    assert to_order(stock, {"mug": 5 * 28}, 0, Hazards(review_days=0)) == []


def a_tally(mode: str, cost: str, days: int) -> Tally:
    tally = Tally(mode, "EUR", sales=Decimal(100), hours=[days * 24])
    tally.ends["delivered"] = 1
    tally.costs["freight"] = Decimal(cost)
    return tally


def test_a_day_sooner_costs_the_difference_over_the_days() -> None:
    found = sooner([a_tally("sea", "50", 10), a_tally("air", "56", 6), a_tally("slow", "60", 12)])
    assert [(one.mode, one.than, one.days, one.a_day) for one in found] == [
        ("sea", "slow", 2, Decimal("-0.05")),
        ("air", "sea", 4, Decimal("0.015")),
    ]


def test_larger_batches_cost_less_freight_and_more_waiting() -> None:
    market = replace(a_market(orders(range(60))), batching=Batching(AIR, SEA, "FR", ROAD))
    found = {one.size: one for one in batches(market, 60)}
    assert (found[1].freight, found[1].wait_days) == (Decimal("6.00"), 0)
    # 20 orders: bulk 100.00 / 20 + 4.00 by road; one order a day, so 9.5 days on average at 0.6 % of 10.00.
    assert found[20].freight == Decimal("9.00")
    assert found[20].wait_days == Decimal("9.5")
    assert found[20].total == Decimal("9.57")

"""Which warehouse sends what at the least whole cost; what else was possible; and why not."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from entrepot.domain.money import Money
from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.lanes import Band, LaneBook
from entrepot.domain.sourcing.plan import Plan, plan
from entrepot.domain.sourcing.policy import Policy
from entrepot.domain.sourcing.routes import Source, WantedLine
from entrepot.domain.sourcing.schedule import Schedule
from entrepot.domain.sourcing.weights import WeightRule
from tests.domain.sourcing.world import a_lane, a_source, book, flat

RATES = {"GBP": Decimal("1.25"), "CNY": Decimal("0.125"), "EUR": Decimal(1)}


def planned(lines: list[WantedLine], sources: list[Source], lanes: LaneBook, **options: object) -> Plan:
    return plan(
        lines=lines, sources=sources, book=lanes, destination="DE", currency="EUR", rates=RATES, **options
    )  # type: ignore[arg-type]


def shape(found: Plan) -> list[tuple[str, str, tuple[tuple[str, int], ...]]]:
    return [(c.route.source.warehouse, c.route.lane.code, c.items) for c in found.consignments]


def test_one_consignment_beats_two_cheaper_ones() -> None:
    lanes = book(flat("gb-de", "GB", "20.00"), flat("fr-de", "FR", "1.00", currency="EUR"))
    sources = [a_source("london", "GB", tea=5, cup=5), a_source("lille", "FR", tea=5)]
    found = planned([WantedLine("tea", 1, 100), WantedLine("cup", 1, 100)], sources, lanes)
    assert shape(found) == [("london", "gb-de", (("tea", 1), ("cup", 1)))]
    assert found.consignments[0].price == Money.of("25.00", "EUR")


def test_among_equals_the_cheapest_freight_in_the_buyers_currency_wins() -> None:
    # GBP 9.00 is EUR 11.25; CNY 88.00 is EUR 11.00.
    lanes = book(flat("gb-de", "GB", "9.00"), flat("cn-de", "CN", "88.00", currency="CNY"))
    sources = [a_source("london", "GB", tea=5), a_source("shenzhen", "CN", tea=5)]
    found = planned([WantedLine("tea", 1, 100)], sources, lanes)
    assert shape(found) == [("shenzhen", "cn-de", (("tea", 1),))]


def test_at_the_same_price_the_faster_promise_wins() -> None:
    lanes = book(flat("a-slow", "GB", "9.00", max_days=9), flat("b-fast", "GB", "9.00", max_days=3))
    found = planned([WantedLine("tea", 1, 100)], [a_source("london", "GB", tea=1)], lanes)
    assert found.consignments[0].route.lane.code == "b-fast"
    assert found.consignments[0].reason == "cheapest"
    assert found.consignments[0].offered == ()  # nobody would choose to wait longer for the same money


def test_a_line_is_split_over_warehouses_only_when_none_has_enough() -> None:
    lanes = book(flat("gb-de", "GB", "5.00"), flat("fr-de", "FR", "5.00", currency="EUR"))
    sources = [a_source("london", "GB", tea=3), a_source("lille", "FR", tea=4)]
    found = planned([WantedLine("tea", 6, 100)], sources, lanes)
    assert [code for code, _lane, _items in shape(found)] == ["lille", "london"]
    assert sum(n for _code, _lane, items in shape(found) for _line, n in items) == 6


def test_what_one_lane_refuses_goes_by_another_from_the_same_place() -> None:
    lanes = book(flat("post", "GB", "2.00", refuses=frozenset({"lithium"})), flat("express", "GB", "12.00"))
    lamp = WantedLine("lamp", 1, 100, flags=frozenset({"lithium"}))
    found = planned([WantedLine("tea", 1, 100), lamp], [a_source("london", "GB", tea=1, lamp=1)], lanes)
    assert shape(found) == [("london", "express", (("tea", 1), ("lamp", 1)))]


def test_each_refusal_names_its_reason() -> None:
    lanes = book(flat("post", "GB", "2.00", refuses=frozenset({"lithium"})))
    lines = [
        WantedLine("sold-out", 1, 100),
        WantedLine("short", 9, 100),
        WantedLine("lamp", 1, 100, flags=frozenset({"lithium"})),
        WantedLine("unknown", 1, 100, is_classified=False),
        WantedLine("anvil", 1, 90_000),
        WantedLine("far", 1, 100),
    ]
    stock = {"short": 4, "lamp": 1, "unknown": 1, "anvil": 1}
    sources = [a_source("london", "GB", **stock), a_source("sydney", "AU", far=1)]
    found = planned(lines, sources, lanes)
    assert {refusal.line_id: refusal.reason for refusal in found.refused} == {
        "sold-out": "no_stock", "short": "no_stock", "lamp": "restricted",
        "unknown": "unclassified_across_border", "anvil": "no_lane", "far": "no_lane",
    }  # fmt: skip
    facts = {refusal.line_id: refusal.facts for refusal in found.refused}
    assert facts["short"]["available"] == "4"
    assert facts["lamp"]["flags"] == "lithium"
    assert found.consignments == ()


def test_unclassified_goods_may_travel_within_their_own_country() -> None:
    lanes = book(flat("de-de", "DE", "2.00", currency="EUR"))
    line = WantedLine("unknown", 1, 100, is_classified=False)
    found = planned([line], [a_source("berlin", "DE", unknown=1)], lanes)
    assert shape(found) == [("berlin", "de-de", (("unknown", 1),))]


def test_a_mode_draws_only_from_its_kinds_of_warehouse() -> None:
    lanes = book(flat("gb-de", "GB", "2.00", stock_kinds=frozenset({"own"})))
    supplier = a_source("silk", "GB", kind="supplier", tea=5)
    assert planned([WantedLine("tea", 1, 100)], [supplier], lanes).refused[0].reason == "no_lane"


def test_a_lane_without_an_exchange_rate_is_not_offered() -> None:
    lanes = book(flat("gb-de", "GB", "2.00", currency="XAU"))
    found = planned([WantedLine("tea", 1, 100)], [a_source("london", "GB", tea=1)], lanes)
    assert found.consignments == ()


def test_a_piece_too_bulky_for_the_lane_is_not_sent() -> None:
    lanes = book(a_lane("gb-de", "GB", weight_rule=WeightRule(5_000), max_weight_g=2_000))
    kite = WantedLine("kite", 1, 300, Dimensions(1_000, 200, 100))  # 4,000 g by volume
    found = planned([kite], [a_source("london", "GB", kite=1)], lanes)
    assert found.refused[0].reason == "no_lane"


def test_lead_time_counts_for_the_faster_promise() -> None:
    lanes = book(
        flat("gb-de", "GB", "8.00", max_days=3), flat("cn-de", "CN", "80.00", currency="CNY", max_days=3)
    )
    slow = Source("a-slow", "own", "GB", {"tea": 1}, lead_days=4)
    found = planned([WantedLine("tea", 1, 100)], [slow, a_source("quick", "CN", tea=1)], lanes)
    assert shape(found) == [("quick", "cn-de", (("tea", 1),))]


@pytest.mark.parametrize("articles", [20, 60])
def test_many_lines_from_many_places_are_still_planned_quickly(articles: int) -> None:
    lanes = book(*(flat(f"lane-{n}", f"{c}", "5.00") for n, c in enumerate(("GB", "CN", "AU", "US", "JP"))))
    sources = [
        a_source(f"w{n}", country, **{f"a{i}": 3 for i in range(articles) if i % 5 in (n, (n + 1) % 5)})
        for n, country in enumerate(("GB", "CN", "AU", "US", "JP"))
    ]
    lines = [WantedLine(f"a{i}", 2, 100) for i in range(articles)]
    found = planned(lines, sources, lanes)
    assert found.refused == ()
    assert len(found.consignments) == 3


def test_the_lanes_of_a_place_do_not_give_away_its_stock_twice() -> None:
    one_kilogram = {"max_weight_g": 1_000, "bands": {"": (Band(1_000, Decimal(1)),)}}
    lanes = book(
        a_lane("gb-a", "GB", **one_kilogram), a_lane("gb-b", "GB", **one_kilogram),
        a_lane("fr-c", "FR", currency="EUR", max_weight_g=1_000, bands={"": (Band(1_000, Decimal(90)),)}),
    )  # fmt: skip
    sources = [a_source("london", "GB", tea=1), a_source("lille", "FR", tea=1)]
    found = planned([WantedLine("tea", 2, 900)], sources, lanes, policy=Policy(most_parcels=1))
    assert sorted(code for code, _lane, _items in shape(found)) == ["lille", "london"]


@pytest.mark.parametrize(("latest", "refused"), [(4, None), (3, "4")])
def test_days_count_by_the_calendar_of_the_lane(latest: int, refused: str | None) -> None:
    """Ordered on a Friday, made ready on Monday, a day on the way: Tuesday, four days later."""
    week = Schedule(working_days=frozenset({1, 2, 3, 4, 5}))
    lanes = book(flat("gb-de", "GB", "5.00", schedule=week, min_days=1, max_days=1))
    friday = datetime(2026, 11, 20, 12, tzinfo=UTC)
    found = planned(
        [WantedLine("tea", 1, 100)],
        [a_source("london", "GB", tea=1)],
        lanes,
        asked_at=friday,
        latest_days=latest,
    )
    told = [(each.reason, each.facts["days"]) for each in found.refused]
    assert told == ([("too_late", refused)] if refused else [])

"""Routing rules close lanes to destinations, or to categories of goods there."""

from datetime import date

import pytest

from entrepot.domain.sourcing.lanes import LaneBook
from entrepot.domain.sourcing.routes import WantedLine, find_routes, obstacle
from entrepot.domain.sourcing.routing_rules import Effect, RoutingRule, obeying
from tests.domain.sourcing.world import a_lane, a_source

TO_BOTH = frozenset({"DE", "FR"})
POST = a_lane("cn-eu-post", "CN", destinations=TO_BOTH)
STOCKED = a_lane("de-local", "DE", mode="overseas_warehouse", destinations=TO_BOTH)
EXCLUDE, ONLY = Effect.EXCLUDE, Effect.ONLY


def leads(*rules: RoutingRule) -> dict[str, set[str]]:
    return {lane.code: set(lane.destinations) for lane in obeying([POST, STOCKED], rules)}


def test_without_rules_lanes_stay_the_very_same() -> None:
    assert obeying([POST, STOCKED], []) == (POST, STOCKED)


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        (RoutingRule(EXCLUDE, modes=frozenset({"direct_mail"})), {"de-local": {"DE", "FR"}}),
        (
            RoutingRule(EXCLUDE, modes=frozenset({"direct_mail"}), destinations=frozenset({"FR", "US"})),
            {"cn-eu-post": {"DE"}, "de-local": {"DE", "FR"}},
        ),
        (
            RoutingRule(ONLY, lanes=frozenset({"de-local"}), destinations=frozenset({"DE"})),
            {"cn-eu-post": {"FR"}, "de-local": {"DE", "FR"}},
        ),
        (
            RoutingRule(ONLY, modes=frozenset({"general_trade"}), origins=frozenset({"CN"})),
            {"de-local": {"DE", "FR"}},
        ),
    ],
)
def test_a_rule_closes_the_ways_that_it_names_or_all_others(
    rule: RoutingRule, left: dict[str, set[str]]
) -> None:
    assert leads(rule) == left


def test_several_rules_hold_together() -> None:
    assert leads(
        RoutingRule(EXCLUDE, modes=frozenset({"direct_mail"}), destinations=frozenset({"FR"})),
        RoutingRule(EXCLUDE, lanes=frozenset({"cn-eu-post"}), destinations=frozenset({"DE"})),
    ) == {"de-local": {"DE", "FR"}}


def test_a_rule_for_a_category_closes_the_lane_to_it_alone() -> None:
    rules = [
        RoutingRule(EXCLUDE, modes=frozenset({"direct_mail"}), destinations=frozenset({"DE"}),
                    categories=frozenset({"tea"})),
        RoutingRule(EXCLUDE, modes=frozenset({"direct_mail"}), categories=frozenset({"honey"})),
    ]  # fmt: skip
    lane, _stocked = obeying([POST, STOCKED], rules)
    assert lane.closed_to == {"DE": {"tea", "honey"}, "FR": {"honey"}}
    tea = WantedLine("1", 1, 200, category="tea")
    assert (obstacle(tea, lane, "DE"), obstacle(tea, lane, "FR")) == ("no_lane", "")
    cup = WantedLine("2", 1, 200, category="cups")
    found = find_routes(
        [tea, cup], [a_source("SZ", "CN", **{"1": 5, "2": 5})], LaneBook.of(date(2026, 11, 21), [lane]), "DE"
    )
    assert [route.carries for route in found] == [{"2": 5}]


def test_a_rule_that_names_no_way_is_none() -> None:
    with pytest.raises(ValueError, match="names a mode or a lane"):
        RoutingRule(ONLY, destinations=frozenset({"DE"}))

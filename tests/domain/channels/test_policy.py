"""What a channel allows, and that nothing untrue is ever said."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from entrepot.domain.channels.policy import (
    FaultyRule,
    ListingFacts,
    NumberFacts,
    Rule,
    RuleKind,
    listing_breaches,
    number_breaches,
)

TODAY = date(2026, 11, 22)
VOW = ListingFacts(
    mode="virtual_overseas_warehouse", ships_from="CN", market="FR", says_from="CN",
    offered_as_domestic=False, handling_days=1, transit_days=8,
)  # fmt: skip


def kinds(facts: ListingFacts, *rules: Rule) -> list[str]:
    return [str(breach.kind) for breach in listing_breaches(facts, rules, TODAY)]


def rule(kind: RuleKind, **parameters: Any) -> Rule:
    return Rule(kind, "terms of the channel", parameters)


def test_a_true_listing_breaks_nothing() -> None:
    assert kinds(VOW) == []


def test_no_channel_takes_an_untrue_origin_or_imports_as_domestic() -> None:
    assert kinds(replace(VOW, says_from="FR", offered_as_domestic=True)) == ["true_origin", "not_domestic"]


def test_goods_from_within_one_customs_territory_may_be_offered_as_domestic() -> None:
    assert kinds(replace(VOW, ships_from="DE", says_from="DE", offered_as_domestic=True)) == []


@pytest.mark.parametrize(
    ("changed", "the_rule", "kind"),
    [
        ({}, rule(RuleKind.MODES_REFUSED, modes=["virtual_overseas_warehouse"]), "modes_refused"),
        ({"says_from": ""}, rule(RuleKind.ORIGIN_DISCLOSED), "origin_disclosed"),
        ({"handling_days": 3}, rule(RuleKind.HANDLING_DAYS, most=2), "handling_days"),
        ({"transit_days": 9}, rule(RuleKind.TRANSIT_DAYS, most=8), "transit_days"),
    ],
)
def test_each_rule_refuses_what_it_is_about_and_lets_the_rest_pass(
    changed: dict[str, Any], the_rule: Rule, kind: str
) -> None:
    assert kinds(replace(VOW, **changed), the_rule) == [kind]
    fitting = {"mode": "consolidated", "handling_days": 2, "transit_days": 8}
    assert kinds(replace(VOW, **fitting), the_rule) == []


def test_a_rule_counts_from_its_first_day_until_before_its_last() -> None:
    dated = Rule(RuleKind.MODES_REFUSED, "terms", {"modes": [VOW.mode]}, date(2026, 11, 1), date(2026, 12, 1))
    days = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)]
    assert [len(listing_breaches(VOW, [dated], day)) for day in days] == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("when", "before", "there"),
    [
        ("in_destination", False, True),
        ("announced", True, True),
        ("never", False, False),
        (None, False, True),
    ],
)
def test_a_local_number_is_told_only_when_the_channel_allows(
    when: str | None, before: bool, there: bool
) -> None:
    rules = [rule(RuleKind.LOCAL_NUMBER, when=when)] if when else []
    for in_destination, may in ((False, before), (True, there)):
        assert (number_breaches(NumberFacts(True, in_destination), rules, TODAY) == []) is may


def test_a_provisional_number_may_always_be_told() -> None:
    assert (
        number_breaches(NumberFacts(False, False), [rule(RuleKind.LOCAL_NUMBER, when="never")], TODAY) == []
    )


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [(RuleKind.MODES_REFUSED, {"modes": "all"}), (RuleKind.HANDLING_DAYS, {"most": "2"}),
     (RuleKind.LOCAL_NUMBER, {"when": "soon"})],
)  # fmt: skip
def test_a_rule_that_cannot_be_read_is_refused(kind: RuleKind, parameters: dict[str, Any]) -> None:
    with pytest.raises(FaultyRule):
        Rule(kind, "terms", parameters)

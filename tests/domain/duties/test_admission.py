"""What may go only with a licence, in small numbers, from a list, or another way."""

from dataclasses import replace

from entrepot.domain.duties import Status, landed_cost
from entrepot.rules import packaged_rulebook
from tests.domain.duties.consignments import amounts, consignment, line, quote


def test_a_licence_names_the_permit_and_is_met_by_goods_that_have_it() -> None:
    food = {"tariff": {"ad_valorem": "0"}, "origin": "AU"}
    needed = quote("US", line("190110", "50", **food), on="2026-03-01").restrictions[0]
    held = quote("US", line("190110", "50", attributes={"licence": "PN 1"}, **food), on="2026-03-01")

    assert (needed.outcome, needed.licence) == ("licence_needed", "FDA prior notice or registration")
    assert held.restrictions[0].outcome == "licence_held"
    assert held.status is Status.COMPLETE


def test_a_cap_says_how_many_may_go() -> None:
    """Permendag 7/2024: two bags a parcel."""
    facts = {"currency": "USD", "fx": {"USD/IDR": "16000"}}
    cost = quote("ID", line("420222", "10", 3), **facts)

    assert [(one.effect, one.outcome, one.allowed) for one in cost.restrictions] == [
        ("quantity_cap", "too_much", 2)
    ]
    assert cost.status is Status.ESTIMATE
    assert quote("ID", line("420222", "10", 2), **facts).restrictions == ()


def test_a_cap_by_weight_counts_kilograms() -> None:
    """Positive list: 2 kg of sugar for one person and year."""
    cost = quote("CN", line("170199", "10", 3, net_weight_g=1000), mode="bonded")
    assert cost.restrictions[0].notice.params["cap"] == "2 kg"
    assert quote("CN", line("170199", "10", 2, net_weight_g=1000), mode="bonded").restrictions == ()


def test_seafood_goes_to_china_only_from_a_bonded_zone() -> None:
    assert quote("CN", line("030617", "100"), mode="9610").status is Status.REFUSED
    assert quote("CN", line("030617", "100"), mode="1210").status is not Status.REFUSED


def test_goods_that_are_not_on_the_positive_list_are_never_silently_fine() -> None:
    cost = quote("CN", line("420222", "100"), line("32151900", "100"), mode="bonded")

    assert [one.line_ids for one in cost.warnings if one.key == "warn.positive_list"] == [("1",)]
    assert amounts(cost) == {"tax.import": "18.20"}


def test_a_complete_positive_list_refuses_what_it_lacks() -> None:
    book = packaged_rulebook()
    full = replace(book, code_lists={**book.code_lists, "cn.retail.positive": frozenset(("42022200",))})
    rule = {"cn.positive-list.complete": True}
    listed = landed_cost(consignment("CN", line("42022200", "9"), mode="bonded", overrides=rule), full)
    other = landed_cost(consignment("CN", line("64041100", "9"), mode="bonded", overrides=rule), full)

    assert listed.status is Status.COMPLETE
    assert (other.status, other.restrictions[0].effect) == (Status.REFUSED, "positive_list")

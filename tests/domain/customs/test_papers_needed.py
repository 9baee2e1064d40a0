"""Which papers go with what, and where the small postal form ends."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrepot.apps.customs.documents.paper_set import paper_rules
from entrepot.domain.customs.papers import Travel, papers_needed

EDGE = Decimal(300) * Decimal("1.15")
ABROAD = Travel(True, "post", ((Decimal(50), 500),))


def kinds(travel: Travel) -> list[str]:
    return [one.paper for one in papers_needed(travel, paper_rules())]


def test_within_a_customs_territory_label_and_packing_slip_are_all() -> None:
    assert kinds(replace(ABROAD, abroad=False)) == ["packing_slip", "label"]


@pytest.mark.parametrize(
    ("value", "grams", "form"),
    [
        (EDGE, 2000, "cn22"),
        (EDGE + Decimal("0.01"), 2000, "cn23"),
        (EDGE, 2001, "cn23"),
        (Decimal("0.01"), 1, "cn22"),
    ],
)
def test_the_cn22_ends_at_300_sdr_and_2_kg(value: Decimal, grams: int, form: str) -> None:
    assert kinds(replace(ABROAD, parcels=((value, grams),))) == [
        "packing_slip", "label", form, "commercial_invoice",
    ]  # fmt: skip


def test_one_heavy_parcel_of_two_asks_for_the_cn23_and_two_for_a_packing_list() -> None:
    two = replace(ABROAD, parcels=((Decimal(5), 100), (Decimal(5), 2001)))
    assert kinds(two) == ["packing_slip", "label", "cn23", "commercial_invoice", "packing_list"]


def test_a_courier_needs_no_postal_form_unless_the_mode_names_it() -> None:
    courier = replace(ABROAD, channel="courier")
    assert kinds(courier) == ["packing_slip", "label", "commercial_invoice"]
    assert "cn23" in kinds(replace(courier, of_mode=frozenset({"cn23"})))


def test_freight_needs_a_packing_list_and_dangerous_goods_their_note() -> None:
    assert kinds(replace(ABROAD, channel="freight"))[-1] == "packing_list"
    assert kinds(replace(ABROAD, abroad=False, dangerous=True)) == [
        "packing_slip", "label", "dangerous_goods_note",
    ]  # fmt: skip


def test_every_rule_states_its_source_and_how_sure_it_is() -> None:
    for rule in (*paper_rules().rules, paper_rules().postal):
        assert rule.source
        assert rule.confidence in ("high", "medium", "low")

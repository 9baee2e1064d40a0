"""The contract for people and programs: one document in, one out, every fault named."""

import json
from decimal import Decimal

import pytest

from entrepot.domain.duties import (
    FaultyDocument,
    consignment_from_document,
    cost_from_document,
    cost_to_document,
    parse_rate,
)
from tests.domain.duties.consignments import amounts, consignment, line, quote


def faults(document: object) -> dict[str, str]:
    with pytest.raises(FaultyDocument) as refused:
        consignment_from_document(document)
    return dict(refused.value.faults)


def test_names_every_fault_of_a_document_at_once_with_its_path() -> None:
    found = faults(
        {
            "as_of": "21.11.2026",
            "origin_country": "China",
            "destination": {"country": "de", "city": "Berlin"},
            "currency": "euro",
            "freight": 4.5,
            "channel": "pigeon",
            "lines": [
                {"id": "1", "hs": "12", "origin": "CN", "quantity": "0", "unit_value": "-1"},
                {"id": "1", "origin": "CN", "quantity": "1", "unit_value": "x", "net_weight_g": "1.5"},
            ],
        }
    )

    assert set(found) == {
        "as_of", "origin_country", "destination.country", "destination.city", "currency", "freight",
        "channel", "lines[0].hs", "lines[0].quantity", "lines[0].unit_value", "lines[1].unit_value",
        "lines[1].id", "lines[1].net_weight_g",
    }  # fmt: skip
    assert found["freight"] == 'must be a decimal number written as a string, like "12.50"'


def test_refuses_equal_line_ids_and_an_empty_list() -> None:
    twice = {"id": "1", "origin": "CN", "quantity": "1", "unit_value": "2"}
    whole = {
        "as_of": "2026-11-21", "origin_country": "CN", "destination": {"country": "DE"}, "currency": "EUR",
    }  # fmt: skip

    assert "ids must differ" in faults({**whole, "lines": [twice, twice]})["lines[1].id"]
    assert faults({**whole, "lines": []}) == {"lines": "needs at least one line"}
    assert set(faults({**whole})) == {"lines"}
    assert faults("hello")["document"] == "must be an object"


def test_discount_above_the_goods_cannot_be_read() -> None:
    with pytest.raises(FaultyDocument, match="discount: must not exceed the value of the goods"):
        consignment("DE", line("610910", "10"), discount="10.01")


def test_reads_every_form_of_a_tariff_given_with_the_goods() -> None:
    forms = (
        {"ad_valorem": "0.165"},
        {"specific": {"amount": "2.50", "currency": "EUR", "unit": "kg", "per": "100"}},
        {"text": "12% + 2 EUR/kg max 20%"},
    )
    rates = [consignment("DE", line("610910", "10", tariff=form)).lines[0].tariff for form in forms]

    assert rates[0] is not None
    assert rates[0].ad_valorem == Decimal("0.165")
    assert rates[1] is not None
    assert rates[1].specific[0].per == 100
    assert rates[2] == parse_rate("12% + 2 EUR/kg max 20%")


def test_a_stored_answer_reads_back_equal_through_json() -> None:
    cost = quote("US", line("61091000", "99.99", 3), line("420222", "10"), freight="12.34")

    assert cost_from_document(json.loads(json.dumps(cost_to_document(cost)))) == cost


def test_a_stored_answer_that_was_tampered_with_is_refused() -> None:
    document = cost_to_document(quote("DE", line("610910", "40")))
    document["totals"]["tax"]["amount"] = "0.00"

    with pytest.raises(FaultyDocument, match="do not add up"):
        cost_from_document(document)


def test_an_override_is_used_and_reported() -> None:
    cost = quote(
        "GB", line("610910", "100"), overrides={"gb.vat.standard.rate": "0.08", "gb.nonsense.rate": "1"}
    )

    assert cost.totals.tax.amount == Decimal("8.00")
    assert [notice.key for notice in cost.warnings if "override" in notice.key] == [
        "warn.override",
        "warn.unknown_override",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [("gb.tax.import.method", "none"), ("tax.round_mode", "sideways"), ("gb.fx.day", "birthday"),
     ("vat.rate", "high"), ("gb.duty.relief.limit", "text"), ("gb.duty.tariff.limit", "5"), ("rate", "0.1")],
)  # fmt: skip
def test_an_override_that_makes_no_sense_changes_nothing_and_is_named(name: str, value: str) -> None:
    plain, overridden = (
        quote("GB", line("610910", "200"), overrides=overrides) for overrides in ({}, {name: value})
    )

    assert amounts(overridden) == amounts(plain)
    assert [notice.key for notice in overridden.warnings] == ["warn.unknown_override"]


@pytest.mark.parametrize(
    "part", [{"attributes": {"litre": "-1"}}, {"attributes": {"litre": "1e30"}}, {"quantity": "1e9"}]
)
def test_figures_that_cannot_be_are_refused(part: dict[str, object]) -> None:
    with pytest.raises(FaultyDocument):
        consignment("GB", line("220421", "10", **part))


@pytest.mark.parametrize("given", [{"ioss": "IM2760000742"}, {"IOSS": "IM2760000742"}, ["IOSS"]])
def test_registrations_are_known_by_name_in_any_case(given: object) -> None:
    cost = quote("DE", line("610910", "40"), seller={"registrations": given})

    assert "tax.supply" in amounts(cost)
    assert "warn.unknown_registration" not in {notice.key for notice in cost.warnings}


def test_a_registration_that_no_rule_knows_is_named() -> None:
    cost = quote("DE", line("610910", "40"), seller={"registrations": {"oss": "1"}})

    assert "warn.unknown_registration" in {notice.key for notice in cost.warnings}
    assert "tax.import" in amounts(cost)


def test_an_old_exchange_rate_makes_an_estimate() -> None:
    rate = {"base": "EUR", "quote": "GBP", "rate": "0.85", "source": "test"}
    recent, old = (
        quote("GB", line("610910", "100"), currency="EUR", fx=[{**rate, "on": on}])
        for on in ("2026-10-07", "2026-10-06")
    )

    assert (recent.status, old.status) == ("complete", "estimate")
    assert "warn.old_rate" in {notice.key for notice in old.warnings}


def test_a_doubled_id_is_named_beside_every_other_fault_of_its_line() -> None:
    bad = {"id": "1", "origin": "CN", "quantity": "0", "unit_value": "2"}
    document = {
        "as_of": "2026-11-21", "origin_country": "CN", "destination": {"country": "DE"}, "currency": "EUR",
        "lines": [bad, bad],
    }  # fmt: skip

    assert set(faults(document)) == {"lines[0].quantity", "lines[1].quantity", "lines[1].id"}


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"as_of": "20261121"}, "as_of"),
        ({"as_of": "2026-W47-6"}, "as_of"),
        ({"freight": "1_0"}, "freight"),
        ({"freight": " 10"}, "freight"),
        ({"freight": "１０"}, "freight"),
        ({"overrides": {"vat.rate": "20"}}, "overrides.vat.rate"),
        ({"destination": {"country": "DE", "region": "\ud800"}}, "destination.region"),
        ({"seller": {"registrations": {"ioss\x00": "1"}}}, "seller.registrations"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(part: dict[str, object], path: str) -> None:
    good = {
        "as_of": "2026-11-21", "origin_country": "CN", "destination": {"country": "DE"}, "currency": "EUR",
        "lines": [{"id": "1", "origin": "CN", "quantity": "1", "unit_value": "2"}],
    }  # fmt: skip
    consignment_from_document(good)

    assert path in faults({**good, **part})


def test_a_rate_of_duty_is_a_fraction_and_not_a_percentage() -> None:
    with pytest.raises(FaultyDocument, match="must be a decimal fraction"):
        consignment("GB", line("610910", "10", tariff={"ad_valorem": "16.5"}))

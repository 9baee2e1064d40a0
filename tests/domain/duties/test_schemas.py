"""The published JSON Schemas describe real questions and real answers."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from entrepot.domain.duties import (
    FaultyDocument,
    consignment_from_document,
    consignment_to_document,
    quote_document,
)
from entrepot.rules import packaged_rulebook
from entrepot.rules.ecb_rates import ecb_rate
from tests.domain.duties.test_worked_examples import EXAMPLES

FOLDER = Path(__file__).parents[3] / "docs" / "schemas"


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


ASKED, ANSWERED = validator("consignment"), validator("landed-cost")


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["id"] for example in EXAMPLES])
def test_every_worked_example_and_its_answer_fit_the_schemas(example: dict[str, Any]) -> None:
    question = example["consignment"]
    answer = json.loads(json.dumps(quote_document(question, packaged_rulebook(), ecb_rate)))

    assert [error.message for error in ASKED.iter_errors(question)] == []
    canonical = consignment_to_document(consignment_from_document(question))
    assert [error.message for error in ASKED.iter_errors(canonical)] == []
    assert [error.message for error in ANSWERED.iter_errors(answer)] == []


FULL: dict[str, Any] = {
    "as_of": "2026-11-21",
    "dates": {"sale": "2026-11-20", "acceptance": "2026-11-25"},
    "origin_country": "CN",
    "destination": {"country": "CA", "region": "CA-ON", "postcode": "M5V 2T6"},
    "channel": "post",
    "mode": "direct_mail",
    "incoterm": "DAP",
    "seller": {"registrations": {"ioss": "IM2760000742"}},
    "importer": {"kind": "private", "id": "X1", "used_this_year": "100.50"},
    "currency": "CAD",
    "fx": [{"base": "CAD", "quote": "USD", "rate": "0.71"}],
    "freight": "10",
    "insurance": "1.50",
    "discount": "2",
    "overrides": {"vat.rate": "0.06"},
    "lines": [
        {"id": "1", "hs": "6109.10.00", "origin": "VN", "description": "T-shirt", "quantity": "2",
         "unit": "item", "unit_value": "30.00", "net_weight_g": 180, "attributes": {"childrens": True},
         "tariff": {"ad_valorem": "0.165"}},
        {"id": "2", "hs": "220421", "origin": "FR", "quantity": "1", "unit_value": "9",
         "tariff": {"specific": {"amount": "1.87", "currency": "CAD", "unit": "litre"}},
         "attributes": {"litre": "0.75"}},
    ],
}  # fmt: skip


def test_every_field_of_the_contract_is_taken_by_code_and_schema() -> None:
    consignment = consignment_from_document(FULL)

    assert [error.message for error in ASKED.iter_errors(FULL)] == []
    assert consignment.destination.region == "ON"
    assert consignment.fx[0].on == date(2026, 11, 21)
    assert consignment_from_document(consignment_to_document(consignment)) == consignment
    known = json.loads((FOLDER / "consignment.schema.json").read_text(encoding="utf-8"))
    assert set(consignment_to_document(consignment)) == set(known["properties"])


def test_exchange_rates_may_be_given_in_short() -> None:
    short = {**FULL, "fx": {"CAD/USD": "0.71"}}

    assert [error.message for error in ASKED.iter_errors(short)] == []
    assert consignment_from_document(short) == consignment_from_document(FULL)


def test_dates_alone_say_the_day() -> None:
    without = {name: value for name, value in FULL.items() if name != "as_of"}

    assert [error.message for error in ASKED.iter_errors(without)] == []
    assert consignment_from_document(without).dates.as_of == date(2026, 11, 25)


@pytest.mark.parametrize(
    "broken",
    [{"colour": "red"}, {"channel": "pigeon"}, {"destination": {}}, {"lines": []}, {"currency": "euro"},
     {"freight": "-1"}, {"fx": {"EURGBP": "1"}}, {"lines": [{**FULL["lines"][0], "tariff": {}}]}],
)  # fmt: skip
def test_what_the_schema_forbids_the_code_refuses(broken: dict[str, Any]) -> None:
    document = {**FULL, **broken}

    assert list(ASKED.iter_errors(document)) != []
    with pytest.raises(FaultyDocument):
        consignment_from_document(document)

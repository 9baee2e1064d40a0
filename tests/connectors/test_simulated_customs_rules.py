"""What the simulated port finds in a declaration."""

from typing import Any

import pytest

from entrepot.connectors.customs.simport.mapping import declaration_body
from entrepot.domain.money import Money
from simulators.customs import rules
from tests.connectors import examples


def finding(**changes: Any) -> tuple[str, str, str] | None:
    found = rules.first_finding(declaration_body(examples.declaration(**changes)))
    return (found.kind, found.code, found.field) if found else None


def of_item(**changes: Any) -> tuple[str, str, str] | None:
    return finding(items=(examples.item(), examples.item(line=2, **changes)))


def test_finds_nothing_in_a_declaration_in_order() -> None:
    assert finding() is None


@pytest.mark.parametrize("code", ["330499", "33049900", "3304990010"])
def test_accepts_codes_of_six_eight_and_ten_digits(code: str) -> None:
    assert of_item(hs_code=code) is None


@pytest.mark.parametrize("code", ["", "3304", "3304.99", "33049", "ABCDEF", "330499001"])
def test_rejects_what_is_no_hs_code(code: str) -> None:
    assert of_item(hs_code=code) == ("rejected", "R101", "items[1].hs_code")


def test_rejects_a_missing_origin() -> None:
    assert of_item(origin_country="") == ("rejected", "R102", "items[1].origin_country")


@pytest.mark.parametrize("value", ["0", "-1.00"])
def test_rejects_goods_without_value(value: str) -> None:
    assert of_item(value=examples.gbp(value)) == ("rejected", "R103", "items[1].value")


def test_rejects_goods_without_quantity_or_weight() -> None:
    assert of_item(quantity=0) == ("rejected", "R104", "items[1].quantity")
    assert of_item(net_weight_g=0) == ("rejected", "R105", "items[1].net_weight_g")


@pytest.mark.parametrize(
    "words", ["gift", "Gifts", "parts", "sample", "GOODS", "n/a", "Sample, parts", "礼品", "", "a"]
)
def test_asks_about_words_that_describe_nothing(words: str) -> None:
    assert of_item(description=words) == ("query", "Q201", "items[1].description")


@pytest.mark.parametrize("words", ["Gift wrapping paper, 5 sheets", "Bicycle parts of steel", "面膜 5 片"])
def test_accepts_words_that_describe_the_goods(words: str) -> None:
    assert of_item(description=words) is None


def test_an_answer_settles_the_question_about_the_description() -> None:
    assert finding(items=(examples.item(description="gift"),), answer_to_query="A cotton scarf") is None


def test_asks_for_the_importer_only_when_entering_china() -> None:
    into_china = {"importer": examples.SHANGHAI, "exporter": examples.LONDON}
    assert finding(**into_china) == ("query", "Q202", "importer_id")
    assert finding(**into_china, importer_id="110101199003070000") is None
    assert finding(**into_china, direction="export") is None


def test_rejects_duty_and_tax_beyond_twice_the_customs_value() -> None:
    # Customs value: 24.00 goods + 4.50 freight = 28.50; twice that is 57.00.
    assert finding(duty=examples.gbp("7.00"), tax=examples.gbp("50.00")) is None
    assert finding(duty=examples.gbp("7.01"), tax=examples.gbp("50.00")) == ("rejected", "R402", "duty")
    assert finding(tax=Money.of("900.00", "CNY")) is None


def test_rejects_a_negative_tax() -> None:
    assert finding(tax=examples.gbp("-0.01")) == ("rejected", "R401", "tax")

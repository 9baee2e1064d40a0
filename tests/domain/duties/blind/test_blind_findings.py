"""Answers that contradicted the law notes at first. Each test states what the notes say."""

from typing import Any

import pytest

from entrepot.domain.duties import quote_document
from entrepot.rules import packaged_rulebook
from tests.domain.duties.blind.second_engine import D, Due
from tests.domain.duties.blind.test_blind_differential import assessed, no_rates


def quoted(
    to: str, currency: str, *lines: dict[str, Any], on: str = "2026-11-21", **more: Any
) -> dict[str, Any]:
    document = {
        "as_of": on,
        "origin_country": "KR",
        "destination": {"country": to},
        "currency": currency,
        "lines": [{"id": str(n), "origin": "CN", "quantity": 1, **one} for n, one in enumerate(lines)],
        **more,
    }
    return quote_document(document, packaged_rulebook(), no_rates)


def owed(*arguments: Any, **more: Any) -> Due:
    return assessed(quoted(*arguments, **more))


RETAIL = {"mode": "bonded", "seller": {"registrations": ["cn_cbec"]}}
ARTICLES = {"mode": "personal_articles", "channel": "post"}


def test_china_tests_the_price_of_cosmetics_on_the_dutiable_price_with_freight() -> None:
    """Retail import: high-end from CNY 10 a ml, dutiable price / net content; dutiable price holds freight.

    980 + 20 freight for 100 ml is CNY 10.00 a ml: consumption tax 123.53 and VAT 107.06.
    """
    perfume = {"hs": "330300", "unit_value": "980", "attributes": {"net_content_ml": "100"}}
    assert owed("CN", "CNY", perfume, freight="20", **RETAIL).tax == D("230.59")


def test_china_knows_high_end_cosmetics_among_personal_articles_by_their_price() -> None:
    """Personal articles: cosmetics from CNY 10 a ml or 15 a piece bear 50 %; 700 for 50 ml is 14."""
    cream = {"hs": "330499", "unit_value": "700", "attributes": {"net_content_ml": "50"}}
    assert owed("CN", "CNY", cream, **ARTICLES).tax == 350


def test_china_knows_high_end_watches_among_personal_articles_by_their_price() -> None:
    """Personal articles: watches from CNY 10,000 bear 50 %; one indivisible item may exceed the limit."""
    assert owed("CN", "CNY", {"hs": "910211", "unit_value": "10000"}, **ARTICLES).tax == 5000


def test_china_tests_the_price_of_personal_articles_on_the_value_that_is_taxed() -> None:
    """Personal articles: tax is dutiable price x rate, without freight, and so is the price per ml.

    98 for 10 ml is below CNY 10 a ml, whatever the postage: 20 % of 392.
    """
    cream = {"hs": "330499", "unit_value": "98", "quantity": 4, "attributes": {"net_content_ml": "10"}}
    assert owed("CN", "CNY", cream, freight="30", **ARTICLES).tax == D("78.40")


def test_china_taxes_cheap_beer_at_220_a_tonne() -> None:
    """Consumption tax: beer CNY 250 a tonne from CNY 3,000 a tonne, else 220; 988 litres are a tonne.

    10 litres for CNY 20: statutory 2.2267, 70 % of it 1.56; VAT 22.2267 x 13 % x 70 % = 2.02.
    """
    beer = {"hs": "220300", "unit_value": "20", "attributes": {"litre": "10"}}
    assert owed("CN", "CNY", beer, **RETAIL).tax == D("3.58")


def test_japan_values_personal_imports_at_60_percent_also_above_the_simplified_tariff() -> None:
    """Personal imports: the customs value is 60 % of the retail price, whatever the tariff.

    400,000 retail is 240,000: duty 11 % = 26,400; base 266,000: 20,700 and 5,800.
    """
    shirt = {"hs": "620520", "unit_value": "400000", "tariff": {"ad_valorem": "0.11"}}
    assert owed("JP", "JPY", shirt) == Due(D(26400), D(26500))


def test_japan_has_toys_in_the_three_percent_class_of_the_simplified_tariff() -> None:
    """Simplified tariff: 3 % plastics, glass, base metals, furniture, toys. 50,000 retail is 30,000."""
    assert owed("JP", "JPY", {"hs": "950300", "unit_value": "50000"}).duty == 900


def test_japan_lets_in_knitwear_up_to_10000_yen_and_says_that_customs_may_ask_its_duty() -> None:
    """The notes disagree: knitwear keeps its duty, and a carrier's sweater of 5,000 goes free."""
    jumper = {"hs": "611020", "unit_value": "15000", "tariff": {"ad_valorem": "0.109"}}
    answer = quoted("JP", "JPY", jumper)
    assert assessed(answer) == Due()
    assert any("knitwear" in warning["sentence"] for warning in answer["warnings"])


@pytest.mark.parametrize(("to", "tax"), [("EE", "26.88"), ("RO", "23.52")])
def test_the_union_taxes_imports_at_the_rate_of_the_day_of_acceptance(to: str, tax: str) -> None:
    """Which date selects the rule: the sale under IOSS, else acceptance of the declaration.

    Sold on the last day of the old rate, accepted after it (EE 22 to 24 %, RO 19 to 21 %), no IOSS.
    """
    on = {"EE": "2025-07-02", "RO": "2025-08-02"}[to]
    sale = {"EE": "2025-06-30", "RO": "2025-07-31"}[to]
    answer = owed(to, "EUR", {"hs": "610910", "unit_value": "112"}, on=on, dates={"sale": sale})
    assert answer.tax == D(tax)


def test_switzerland_does_not_levy_a_tax_that_comes_to_five_francs() -> None:
    """Tax up to CHF 5 is not levied. 61.75 x 8.1 % is CHF 5.00 when rounded, as taxes are."""
    assert owed("CH", "CHF", {"hs": "610910", "unit_value": "61.75"}).tax == 0


@pytest.mark.parametrize(
    ("dollars", "levies"), [("50", "0"), ("50.01", "153.03"), ("117", "358.02"), ("117.01", "400.17")]
)
def test_mexico_tests_the_agreement_with_its_neighbours_on_origin(dollars: str, levies: str) -> None:
    """USMCA, tested on origin by default: to USD 50 exempt, to 117 17 %, above 19 %. USD 1 = MXN 18."""
    shirt = {
        "hs": "610910",
        "origin": "US",
        "unit_value": str(D(dollars) * 18),
        "attributes": {"proof_of_origin": True},
    }
    answer = owed("MX", "MXN", shirt, origin_country="US", fx={"USD/MXN": "18"})
    assert answer.duty + answer.tax == D(levies)


def test_a_value_equal_to_a_limit_in_another_currency_is_within_it() -> None:
    """Israel: up to USD 75 nothing. ILS 270 at 3.6 a dollar is USD 75, not a trace more."""
    assert owed("IL", "ILS", {"hs": "610910", "unit_value": "270"}, fx={"USD/ILS": "3.6"}).tax == 0


def test_the_philippines_assume_two_percent_of_insurance_when_none_is_told() -> None:
    """FOB + freight + insurance, 2 % by default (official calculator): 12,000 + 1,000 + 240."""
    shirt = {"hs": "610910", "unit_value": "12000", "tariff": {"ad_valorem": "0.10"}}
    assert owed("PH", "PHP", shirt, freight="1000").duty == 1324


@pytest.mark.parametrize(
    ("origin", "day"),
    [("CN", "2025-02-04"), ("CN", "2025-05-13"), ("GB", "2025-08-06"), ("DE", "2025-08-06")],
)
def test_the_united_states_never_take_an_unknown_emergency_duty_for_nothing(origin: str, day: str) -> None:
    """IEEPA duties applied from 2025-02-04 to 2026-02-23 and varied: a day without a rate is a gap."""
    shirt = {"hs": "61091000", "origin": origin, "unit_value": "900", "tariff": {"ad_valorem": "0.165"}}
    answer = quoted("US", "USD", shirt, on=day, origin_country=origin)
    charged = {charge["code"] for charge in answer["charges"]}
    assert answer["status"] == "partial" or "duty.ieepa" in charged

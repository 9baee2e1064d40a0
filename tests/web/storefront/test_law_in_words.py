"""Duties and taxes in words: every sentence and every text of the rule files has its translation."""

import tomllib
from pathlib import Path
from typing import Any

from django.utils import translation

from entrepot import rules
from entrepot.domain.duties.explanations import TEMPLATES
from entrepot.web.landed_words import base_text, limit_texts, rate_text, sentence_of
from entrepot.web.law_texts import LAW_TEXTS
from entrepot.web.storefront.landed import assumptions

TOLD = ("name", "reason", "text", "tax")


def texts_of(node: Any) -> set[str]:
    if isinstance(node, list):
        return {text for each in node for text in texts_of(each)}
    if not isinstance(node, dict):
        return set()
    own = {value for key, value in node.items() if key in TOLD and isinstance(value, str)}
    return own.union(*(texts_of(value) for value in node.values()))


def test_every_sentence_and_text_of_the_law_is_listed_for_translation() -> None:
    wanted = set(TEMPLATES.values())
    for path in Path(rules.__path__[0]).glob("*.toml"):
        wanted |= texts_of(tomllib.loads(path.read_text(encoding="utf-8")).get("rule", []))
    channels = {text for text in wanted if text.startswith("cn_")}
    assert wanted - channels - set(LAW_TEXTS) == set()


def test_a_sentence_is_filled_in_with_the_names_of_countries() -> None:
    notice = {"key": "gap.regime", "params": {"country": "DE"}, "sentence": "old"}
    with translation.override("en"):
        assert (
            sentence_of(notice) == "The rules of Germany are not loaded, so its duties and taxes are unknown."
        )


def test_a_sentence_of_an_unknown_key_or_lost_parameter_keeps_its_stored_words() -> None:
    assert sentence_of({"key": "gone.long.ago", "params": {}, "sentence": "As it was."}) == "As it was."
    assert sentence_of({"key": "gap.regime", "params": {}, "sentence": "As it was."}) == "As it was."


def test_a_base_shows_how_it_was_made() -> None:
    charge = {
        "base": {"amount": "30.10", "currency": "GBP"},
        "base_parts": [{"name": "goods", "value": "24.00"}, {"name": "freight", "value": "6.10"}],
    }
    with translation.override("en"):
        assert base_text(charge) == "£30.10 (goods £24.00 + delivery £6.10)"


def test_a_rate_of_which_only_a_share_is_levied_says_so() -> None:
    whole = {"rate": "0.20", "specific": "", "params": {}}
    share = {"rate": "0.13", "specific": "", "params": {"share": "70"}}
    assert (rate_text(whole), rate_text(share)) == ("20%", "13% × 70%")


def test_one_kind_of_goods_and_one_item_are_told_in_the_singular() -> None:
    flat: dict[str, Any] = {
        "key": "duty.flat_per_class",
        "params": {"count": "1", "currency": "EUR", "each": "3.00"},
    }
    piece = {"key": "duty.per_piece", "params": {"count": "1", "currency": "USD", "each": "2.00"}}
    many = {**flat, "params": {**flat["params"], "count": "2"}}
    with translation.override("en"):
        assert sentence_of(flat) == "One kind of goods at EUR 3.00, whatever its quantity."
        assert sentence_of(piece) == "USD 2.00 for one item."
        assert sentence_of(many) == "2 different kinds of goods at EUR 3.00 each, whatever their quantity."


def test_a_limit_says_what_was_measured_and_all_that_it_decides_once() -> None:
    def test(rule: str, subject: str, value: str, limit: str, outcome: str, currency: str = "USD") -> Any:
        return {
            "rule_id": rule, "subject": subject, "basis": "goods", "outcome": outcome,
            "value": {"amount": value, "currency": currency},
            "limit": {"amount": limit, "currency": currency},
        }  # fmt: skip

    landed = {
        "thresholds_tested": [
            test("kr.duty.relief-150", "importer, today", "2.0999", "150", "within"),
            test("kr.tax.relief-150", "importer, today", "2.0999", "150", "within"),
            test("eu.duty.flat-3", "consignment", "200", "150", "above", "EUR"),
            test("tw.duty.relief", "importer, this half-year", "7", "6", "above", "XXX"),
        ]
    }
    with translation.override("en"):
        assert limit_texts(landed) == [
            "What you get on one day: $2.10, within the limit of $150.00. "
            "Decides: kr.duty.relief-150, kr.tax.relief-150.",
            "The goods of the parcel: €200.00, above the limit of €150.00. Decides: eu.duty.flat-3.",
            "The number of your parcels in this half-year: 7, above the limit of 6. Decides: tw.duty.relief.",
        ]


def test_buyers_do_not_read_what_is_said_of_fields_to_programs() -> None:
    number = {"path": "importer.id", "name": "CPF", "example": "111.444.777-35"}
    landed = {
        "warnings": [
            {"key": "warn.importer_id_missing", "params": number, "sentence": ""},
            {"key": "warn.override", "params": {"rule": "vat.rate", "value": "0.1"}, "sentence": ""},
        ]
    }
    with translation.override("en"):
        assert assumptions([landed]) == ["The value of vat.rate was set to 0.1 for this calculation."]


def test_a_free_rate_is_said_in_words_that_can_be_translated() -> None:
    params = {"hs": "330410", "tariff": "Free", "currency": "USD", "base": "22.23"}
    with translation.override("en"):
        said = sentence_of({"key": "duty.tariff", "params": params})
    assert said == "Import duty under tariff code 330410: free of duty on USD 22.23."

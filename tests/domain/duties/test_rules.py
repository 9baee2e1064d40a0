"""Rule files, tariff text and exchange rates."""

from datetime import date
from decimal import Decimal

import pytest

from entrepot.domain.duties import (
    Dates,
    DutyRate,
    FaultyRules,
    FxRate,
    RuleBook,
    TariffEntry,
    TariffTable,
    parse_rate,
    parse_rulebook,
    parse_rules,
)
from entrepot.domain.duties.fx import FxTable, MissingFx
from entrepot.domain.duties.methods import METHODS
from entrepot.domain.duties.rates import MissingMeasure, UnreadableRate
from entrepot.domain.duties.rules import DATE_KINDS
from entrepot.rules import packaged_rulebook, packaged_texts

HEAD = 'kind = "rules"\ncode = "XA"\nname = "A"\ncountries = ["XA"]\ncurrency = "EUR"\n'
RULE = '[[rule]]\nid = "a"\nkey = "vat"\nsource = "s"\nconfidence = "H"\n'


def test_every_packaged_rule_names_a_method_that_exists() -> None:
    steps = {"duty", "excise", "fee_before_tax", "tax", "tax_beside", "fee"}
    for jurisdiction in packaged_rulebook().jurisdictions:
        for rule in jurisdiction.rules:
            if rule.key in steps:
                assert rule.text("method") in METHODS, rule.id


def test_every_packaged_exchange_rule_names_a_date_that_exists() -> None:
    for jurisdiction in packaged_rulebook().jurisdictions:
        for rule in jurisdiction.rules:
            if rule.key == "fx":
                assert rule.text("day") in DATE_KINDS, rule.id


def test_every_packaged_code_list_that_a_rule_names_is_loaded() -> None:
    book = packaged_rulebook()
    named = {rule.text("on_list") for one in book.jurisdictions for rule in one.rules} - {""}

    assert named <= set(book.code_lists)


def test_rules_of_one_key_and_order_never_overlap_for_the_same_goods() -> None:
    """General rates: exactly one in force on every first of a month since 2022."""
    book = packaged_rulebook()
    for one in book.jurisdictions:
        for country in one.countries:
            for year in range(2022, 2028):
                rules = book.in_force(one, Dates(date(year, 3, 1)), country, "").all("vat")
                general = [rule.id for rule in rules if not rule.when.goods and not rule.when.attribute]
                assert len(general) <= 1, (country, year, general)


def test_the_same_text_gives_the_same_fingerprint_and_another_text_another() -> None:
    texts = packaged_texts()

    assert parse_rulebook(texts).fingerprint == packaged_rulebook().fingerprint
    assert (
        parse_rulebook({**texts, "gb.toml": texts["gb.toml"] + "\n"}).fingerprint
        != packaged_rulebook().fingerprint
    )


def test_names_every_fault_of_a_rule_file() -> None:
    text = (
        HEAD
        + RULE
        + RULE
        + '[[rule]]\nid = "b"\nkey = "vat"\n[[rule]]\nid = "c"\nkey = "vat"\nsource = "s"\n'
    )
    text += 'confidence = "X"\nwhen = { limit = 5 }\n'
    with pytest.raises(FaultyRules) as refused:
        parse_rules(text)

    assert refused.value.faults == (
        "rule[2] b: source, confidence missing",
        "rule[3] c: a limit needs its currency",
        "rule a: exists twice",
    )


def test_refuses_an_interval_that_ends_before_it_begins() -> None:
    with pytest.raises(FaultyRules, match="valid_from must be before valid_to"):
        parse_rules(HEAD + RULE + "from = 2026-01-01\nto = 2026-01-01\n")


def test_refuses_rules_that_extend_nothing_and_a_country_of_two_jurisdictions() -> None:
    with pytest.raises(FaultyRules, match="extend XB, which is not loaded"):
        parse_rulebook({"a": HEAD, "b": 'kind = "rules"\nextends = "XB"\n'})
    one = parse_rules(HEAD)
    with pytest.raises(ValueError, match="two jurisdictions"):
        RuleBook.build((one, one))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "value", "measures", "duty"),
    [
        ("Free", "100", {}, "0"),
        ("16.5%", "100", {}, "16.5"),
        ("38.6¢/kg + 10%", "100", {"kg": "2"}, "10.772"),
        ("118.80 EUR/100kg", "100", {"kg": "50"}, "59.4"),
        ("4.5% min 0.30 EUR/item max 0.80 EUR/item", "1", {"item": "1"}, "0.30"),
        ("4.5% min 0.30 EUR/item max 0.80 EUR/item", "10", {"item": "1"}, "0.45"),
        ("4.5% min 0.30 EUR/item max 0.80 EUR/item", "100", {"item": "1"}, "0.80"),
    ],
)
def test_applies_tariff_text_to_value_and_measure(
    text: str, value: str, measures: dict[str, str], duty: str
) -> None:
    given = {unit: Decimal(amount) for unit, amount in measures.items()}

    assert parse_rate(text).apply(Decimal(value), given, {"EUR": Decimal(1), "USD": Decimal(1)}) == Decimal(
        duty
    )


def test_refuses_tariff_text_it_does_not_understand_and_a_measure_that_is_missing() -> None:
    with pytest.raises(UnreadableRate, match="ensemble"):
        parse_rate("The rate applicable to each garment in the ensemble")
    with pytest.raises(MissingMeasure, match="per kg"):
        parse_rate("2 EUR/kg").apply(Decimal(1), {}, {"EUR": Decimal(1)})


def entry(prefix: str, text: str, start: date | None = None, end: date | None = None) -> TariffEntry:
    return TariffEntry(prefix, parse_rate(text), "test", "H", start, end)


def test_longest_prefix_in_force_on_the_day_decides() -> None:
    new = date(2026, 1, 1)
    table = TariffTable("XA", (entry("61", "12%"), entry("6109", "10%", None, new), entry("6109", "8%", new)))

    found = [table.find("610910", day) for day in (date(2025, 12, 31), new)]
    assert [match.entry.rate.text for match in found if match] == ["10%", "8%"]
    other = table.find("611020", new)
    assert other is not None
    assert other.entry.rate == DutyRate(Decimal("0.12"), text="12%")
    assert table.find("620520", new) is None


def test_the_newest_rate_not_after_the_day_is_used() -> None:
    rates = [
        FxRate("EUR", "GBP", Decimal(rate), "ECB", date(2026, 7, day))
        for day, rate in ((1, "0.8"), (3, "0.9"), (9, "0.7"))
    ]

    assert FxTable(rates, date(2026, 7, 5)).rate("EUR", "GBP") == Decimal("0.9")
    assert FxTable(rates, date(2026, 6, 1)).rate("EUR", "GBP") == Decimal("0.8")


def test_an_inverse_or_a_cross_rate_serves_and_a_missing_one_is_named() -> None:
    day = date(2026, 7, 1)
    table = FxTable(
        [FxRate("EUR", "GBP", Decimal("0.8"), "ECB", day), FxRate("EUR", "USD", Decimal("1.2"), "ECB", day)],
        day,
    )

    assert table.rate("GBP", "EUR") == Decimal("1.25")
    assert table.rate("GBP", "USD") == Decimal("1.500")
    assert table.used["GBP", "USD"].source == "ECB via EUR"
    with pytest.raises(MissingFx, match="GBP and JPY"):
        table.rate("GBP", "JPY")


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ('when = { limit = "many", currency = "EUR" }', "limit must be a number from 0"),
        ('when = { limit = nan, currency = "EUR" }', "limit must be a number from 0"),
        ("when = { limit = 5, currency = 5 }", "currency must be text"),
        ('when = { limit = 5, currency = "euro" }', "currency must be three capital letters, like EUR"),
        ('when = { purposes = "gift" }', "purposes must be a list of texts"),
        ('when = { purposes = ["present"] }', "purposes knows sale, gift, not present"),
        ("when = { goods_not = [24] }", "goods_not must be a list of texts"),
        ('when = { single_item = "no" }', "single_item must be true or false"),
        ('when = "gifts"', 'when must be a table, like { limit = 135, currency = "GBP" }'),
        ('method = "explode"', "method must be one of none, "),
        ('round_mode = "sideways"', "round_mode must be one of half_up, half_even, floor, ceiling"),
        ("rate = inf", "rate must be a number from 0"),
        ("rate = -0.2", "rate must be a number from 0"),
        ('postcode = "(35"', "postcode must be a regular expression: missing ), "),
        ('enabled = "no"', "enabled must be true or false"),
        ('order = "first"', "order must be a whole number"),
        ('places = "DE"', "places must be a list of texts"),
    ],
)
def test_refuses_what_would_fail_or_be_passed_over_in_the_middle_of_a_quote(lines: str, fault: str) -> None:
    with pytest.raises(FaultyRules) as refused:
        parse_rules(HEAD + RULE + lines + "\n")

    (told,) = refused.value.faults
    assert told.startswith(f"rule[0] a: {fault}")


def test_a_duty_names_its_method() -> None:
    with pytest.raises(FaultyRules, match="method missing"):
        parse_rules(HEAD + RULE.replace('"vat"', '"duty"'))


@pytest.mark.parametrize("nest", ["[" * 3000 + "]" * 3000, "{a=" * 3000 + "1" + "}" * 3000])
def test_refuses_a_file_whose_lists_stand_too_deep(nest: str) -> None:
    with pytest.raises(FaultyRules, match="too deep"):
        parse_rules(f"{HEAD}x = {nest}\n")

"""Parts of official files as published; every row is a line, a heading, or listed with a reason."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from entrepot.domain.duties import consignment_from_document, landed_cost, parse_rulebook
from entrepot.domain.tariffs import FORMATS, TariffLine, WrongColumns, section301, table_of
from entrepot.domain.tariffs.model import Extract
from entrepot.rules import packaged_rulebook, packaged_texts

FILES = Path(__file__).parent / "files"


def extract(format_name: str, file: str) -> Extract:
    return FORMATS[format_name].read((FILES / file).read_text(encoding="utf-8"))


def general(found: Extract, code: str) -> list[TariffLine]:
    return [line for line in found.lines if line.code == code and not line.program]


def test_american_rates_stand_on_their_own_lines_with_preferences_beside() -> None:
    found = extract("usitc-csv", "us_hts.csv")

    assert (found.rows, found.headings, len(found.unread)) == (119, 102, 0)
    (shirt,) = general(found, "61091000")
    assert shirt.rate is not None
    assert (shirt.rate_text, shirt.rate.ad_valorem) == ("16.5%", Decimal("0.165"))
    assert {line.program for line in found.lines if line.code == "61091000"} > {"", "AU", "KR", "S"}
    assert {line.rate_text for line in found.unread_lines} == {
        "The rate applicable to each garment in the ensemble if separately entered",
    }


def test_american_json_export_reads_like_the_csv() -> None:
    rows = [
        {"htsno": "6109", "indent": "0", "description": "T-shirts", "general": "", "units": None},
        {"htsno": "6109.10.00", "indent": "1", "description": "Of cotton", "general": "16.5%",
         "special": "Free (AU,BH)", "units": ["doz.", "kg"]},
        {"htsno": "9903.03.01", "indent": "0", "description": "", "general": "The duty + 10%", "special": ""},
    ]  # fmt: skip
    found = FORMATS["usitc-json"].read(json.dumps(rows))

    units = ("doz.", "kg")
    assert [(line.code, line.program, line.units) for line in found.lines] == [
        ("61091000", program, units) for program in ("", "AU", "BH")
    ]
    assert [one.place for one in found.unread] == ["row 3 9903.03.01"]
    with pytest.raises(ValueError, match="list of objects"):
        FORMATS["usitc-json"].read("{}")


def test_australian_schedule_has_programmes_and_stages() -> None:
    found = extract("au-schedule3", "au_schedule3.csv")

    (beer,) = general(found, "22030071")
    assert beer.rate is not None
    assert beer.rate.written() == "10.57 AUD/litre_alcohol_above_1_15"
    assert {line.program for line in found.lines if line.code == "22030071"} == {"", "NZ/PG/FI/DC/LDC/SG"}
    staged = [line for line in found.lines if line.valid_from == date(2019, 7, 1) and not line.program]
    assert {line.rate_text for line in staged} == {"Free"}
    assert {one.text for one in found.unread} == {"", "View TCOs for 8462.59"}
    taken = {(line.code, line.valid_from, line.program) for line in found.lines}
    assert len(taken) == len(found.lines)


def test_australian_stages_follow_one_another_without_gap() -> None:
    text = "tariff_item,statistical_code,unit,duty_rate_text\n" + (
        "3902.10.00,01,kg,5% DCS4% DCT5% From1July2018 2.5% From1July2019 Free\n"
    )
    lines = FORMATS["au-schedule3"].read(text).lines

    assert [(line.program, line.rate_text, line.valid_from, line.valid_to) for line in lines] == [
        ("", "5%", None, date(2018, 7, 1)),
        ("DCS", "4%", None, date(2018, 7, 1)),
        ("DCT", "5%", None, date(2018, 7, 1)),
        ("", "2.5%", date(2018, 7, 1), date(2019, 7, 1)),
        ("", "Free", date(2019, 7, 1), None),
    ]


def test_british_commodity_gives_third_country_duty_and_preferences() -> None:
    found = extract("uk-api", "uk_0102291010.json")
    (line,) = general(found, "0102291010")

    assert line.rate is not None
    assert line.rate.written() == "10.2% + 93.10 EUR/100kg"
    seasonal = general(extract("uk-api", "uk_0702000007.json"), "0702000007")
    assert [(one.rate_text, one.valid_from, one.valid_to) for one in seasonal] == [
        ("8.00 %", date(2021, 1, 1), date(2021, 5, 15)),
    ]
    assert [one.why for one in extract("uk-api", "uk_0103921100.json").unread] == [
        "a condition without a duty",
    ]
    with pytest.raises(ValueError, match="not a commodity"):
        FORMATS["uk-api"].read("{}")


def test_british_answer_as_served_reads_like_the_nested_one() -> None:
    served = {
        "data": {
            "id": "1", "type": "commodity",
            "attributes": {"goods_nomenclature_item_id": "6109100000", "description": "T-shirts"},
            "relationships": {"import_measures": {"data": [{"id": "7", "type": "measure"}]}},
        },
        "included": [
            {"id": "7", "type": "measure",
             "attributes": {"effective_start_date": "2021-01-01T00:00:00.000Z", "effective_end_date": None},
             "relationships": {
                 "duty_expression": {"data": {"id": "7-duty", "type": "duty_expression"}},
                 "measure_type": {"data": {"id": "103", "type": "measure_type"}},
                 "geographical_area": {"data": {"id": "1011", "type": "geographical_area"}}}},
            {"id": "7-duty", "type": "duty_expression", "attributes": {"base": "12.00 %"}},
        ],
    }  # fmt: skip
    (line,) = FORMATS["uk-api"].read(json.dumps(served)).lines

    assert (line.code, line.rate_text, line.program, line.valid_from) == (
        "610910", "12.00 %", "", date(2021, 1, 1),
    )  # fmt: skip


def test_union_extraction_gives_third_country_duties_and_names_what_depends_on_more() -> None:
    text = (
        "Goods code,Add code,Order No.,Start date,End date,Origin code,Meas. type code,Duty\n"
        "6109100000 80,,,01-01-2000,,1011,103,12.000 %\n"
        "6109100000 80,,,01-01-2020,31-12-2020,VN,142,0.000 %\n"
        "0102291000 80,,,2010-01-01,,1011,103,10.200 % + 93.100 EUR DTN\n"
        "1905311100 80,7000,,2010-01-01,,1011,103,9.000 % + EA\n"
        "1905319900 80,,,2010-01-01,,1011,103,9.000 % + EA\n"
        "6109100000 80,,094001,2010-01-01,,1011,122,0.000 %\n"
    )
    found = FORMATS["taric-csv"].read(text)

    assert [(line.code, line.program) for line in found.lines] == [
        ("610910", ""), ("610910", "142:VN"), ("01022910", ""), ("19053199", ""),
    ]  # fmt: skip
    assert found.lines[1].valid_to == date(2021, 1, 1)
    assert [one.why for one in found.unread] == ["depends on an additional code"]
    assert [line.code for line in found.unread_lines] == ["19053199"]


def test_merchants_own_table_names_every_faulty_row() -> None:
    text = (
        "code,rate,valid_from,valid_to,season,description\n"
        "6109.10,12%,,,,T-shirts\n"
        "070200,8.8% + 2.10 EUR/100kg,2026-01-01,2027-01-01,05-15/09-30,Tomatoes\n"
        "6,1%,,,,\n"
        "610910,twelve,,,,\n"
        "610910,1%,2026-02-30,,,\n"
        "610910,1%,2026-02-03,2026-02-03,,\n"
        "610910,1%,,,summer,\n"
    )
    found = FORMATS["plain-csv"].read(text)

    assert [line.code for line in found.lines] == ["610910", "070200"]
    assert [one.place for one in found.unread] == [
        "row 3 6", "row 4 610910", "row 5 610910", "row 6 610910", "row 7 610910",
    ]  # fmt: skip
    with pytest.raises(WrongColumns, match="rate"):
        FORMATS["plain-csv"].read("code,price\n")


def test_season_decides_within_the_year() -> None:
    text = "code,rate,season\n070200,14.4%,05-15/10-31\n070200,8.8%,11-01/05-14\n"
    table = table_of(
        "EU", FORMATS["plain-csv"].read(text).lines, source="test", confidence="H", date_kind="acceptance"
    )
    rates = {}
    for day in (
        date(2026, 5, 14),
        date(2026, 5, 15),
        date(2026, 10, 31),
        date(2026, 11, 1),
        date(2027, 1, 1),
    ):
        match = table.find("07020000", day)
        assert match is not None
        rates[f"{day:%m-%d}"] = match.entry.rate.text

    assert rates == {"05-14": "8.8%", "05-15": "14.4%", "10-31": "14.4%", "11-01": "8.8%", "01-01": "8.8%"}


def test_section_301_lists_come_back_as_the_rules_name_them() -> None:
    lists, unread = section301.from_csv((FILES / "section301.csv").read_text(encoding="utf-8"))
    again = parse_rulebook({"lists": section301.as_rule_file(lists, "USTR")})

    assert unread == []
    assert again.code_lists == lists
    ours = {name for name in packaged_rulebook().code_lists if name.startswith("us.s301.")}
    assert ours
    assert ours <= set(lists)
    _, faulty = section301.from_csv("hts8,list\n6109,9\n61091000x,4A\n610,4A\n")
    assert [one.place for one in faulty] == ["row 1 6109", "row 3 610"]


def test_wording_that_was_not_understood_is_a_gap_and_never_the_rate_of_a_shorter_code() -> None:
    text = "htsno,general\n610910,5%\n6109.10.00,The rate applicable to each garment\n"
    lines = FORMATS["usitc-csv"].read(text).lines
    table = table_of("US", lines, source="test", confidence="H", date_kind="entry")
    texts = {name: text for name, text in packaged_texts().items() if name != "us.tariff.toml"}
    book = parse_rulebook({**texts, "imported": "reference"}, {"imported": table})
    question = {
        "as_of": "2026-11-21", "origin_country": "AU", "destination": {"country": "US"}, "currency": "USD",
        "lines": [{"id": "1", "hs": "6109100040", "origin": "US", "quantity": "1", "unit_value": "10"}],
    }  # fmt: skip
    cost = landed_cost(consignment_from_document(question), book)

    assert cost.status == "partial"
    assert [gap.key for gap in cost.gaps] == ["gap.tariff_unread"]
    assert cost.totals.duty.amount == 0

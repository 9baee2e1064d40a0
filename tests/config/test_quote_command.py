"""``entrepot quote``: the contract on the command line, without Django and without a database."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from entrepot.config.commands import quote
from entrepot.domain.duties import quote_document
from entrepot.rules import packaged_rulebook
from entrepot.rules.ecb_rates import ecb_rate

QUESTION: dict[str, Any] = {
    "as_of": "2026-10-20",
    "origin_country": "CN",
    "destination": {"country": "GB"},
    "currency": "EUR",
    "freight": "5.00",
    "lines": [{"id": "1", "hs": "610910", "origin": "CN", "quantity": "2", "unit_value": "100"}],
}


def asked(path: Path, *documents: Any) -> str:
    path.write_text("\n".join(json.dumps(document) for document in documents), encoding="utf-8")
    return str(path)


def test_answers_what_the_python_function_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert quote.main([asked(tmp_path / "one.json", QUESTION)]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert answer == json.loads(json.dumps(quote_document(QUESTION, packaged_rulebook(), ecb_rate)))
    assert [(fx["base"], fx["quote"], fx["source"], fx["on"]) for fx in answer["fx"]] == [
        ("EUR", "GBP", "ECB", "2026-10-20"),
        ("GBP", "EUR", "ECB", "2026-10-20"),
    ]
    assert answer["status"] == "complete"


def test_needs_no_django_and_starts_fast(tmp_path: Path) -> None:
    program = (
        "import sys; from entrepot.config.commands import main; status = main(['quote', sys.argv[1]]);"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'ninja', 'psycopg')]);"
        "sys.exit(status)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, asked(tmp_path / "one.json", QUESTION)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip

    assert ran.stdout.splitlines()[-1] == "[]"


def test_many_documents_have_one_answer_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    france = {**QUESTION, "destination": {"country": "FR"}}
    assert quote.main([asked(tmp_path / "many.jsonl", QUESTION, france, {"as_of": "x"})]) == 1

    printed = capsys.readouterr()
    first, second, third = (json.loads(line) for line in printed.out.splitlines())
    assert (first["destination"], second["destination"]) == ("GB", "FR")
    assert {fault["path"] for fault in third["faults"]} == {
        "as_of", "origin_country", "destination", "currency", "lines",
    }  # fmt: skip
    assert "line 3: as_of: must be a date like 2026-07-01" in printed.err


def test_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(QUESTION)))

    assert quote.main(["-"]) == 0
    assert json.loads(capsys.readouterr().out)["destination"] == "GB"


def test_numbers_of_the_file_stay_exact(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(QUESTION).replace('"5.00"', "0.1").replace('"100"', "70.07"), encoding="utf-8")

    assert quote.main([str(path)]) == 0
    totals = json.loads(capsys.readouterr().out)["totals"]
    assert (totals["goods"]["amount"], totals["freight"]["amount"]) == ("140.14", "0.10")


def test_wrong_usage_is_status_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert quote.main([str(tmp_path / "missing.json")]) == 2
    with pytest.raises(SystemExit) as ended:
        quote.main([])
    assert ended.value.code == 2


@pytest.mark.parametrize("text", ["{", "[]", '{"freight": NaN}', "nul", "[" * 100_000])
def test_what_is_no_document_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    path = tmp_path / "one.json"
    path.write_text(text, encoding="utf-8")

    assert quote.main([str(path)]) == 1
    assert json.loads(capsys.readouterr().out)["faults"]


def test_figures_beyond_all_measure_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = {**QUESTION["lines"][0], "quantity": "9999999", "unit_value": "999999999999"}
    huge = {**QUESTION, "lines": [line], "fx": {"EUR/GBP": "999999999"}}

    assert quote.main([asked(tmp_path / "one.json", huge)]) == 1
    assert "too large" in capsys.readouterr().err


def test_compares_with_another_day_and_another_destination(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = asked(tmp_path / "one.json", {**QUESTION, "destination": {"country": "US"}, "currency": "USD"})
    changes = ['{"name": "spring", "as_of": "2026-04-01"}', '{"destination": {"country": "HK"}}']
    assert quote.main([path, "--vary", changes[0], "--vary", changes[1]]) == 0

    compared = json.loads(capsys.readouterr().out)
    spring, elsewhere = compared["variations"]
    assert compared["original"]["totals"]["duty"]["amount"] == "73.00"  # 16.5 + 7.5 + 12.5 %
    assert spring["answers"][0]["totals"]["duty"]["amount"] == "68.00"  # 16.5 + 7.5 + 10 %
    assert spring["difference"] == {"amount": "-5.00", "currency": "USD"}
    assert elsewhere["landed"] == {"amount": "205.00", "currency": "USD"}


def test_a_file_with_a_byte_order_mark_is_read_and_half_characters_are_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marked = tmp_path / "marked.json"
    marked.write_text(json.dumps(QUESTION), encoding="utf-8-sig")
    assert quote.main([str(marked)]) == 0
    capsys.readouterr()

    odd = {**QUESTION, "lines": [{**QUESTION["lines"][0], "id": "\ud800"}]}
    assert quote.main([asked(tmp_path / "odd.json", odd)]) == 1
    assert [fault["path"] for fault in json.loads(capsys.readouterr().out)["faults"]] == ["lines[0].id"]

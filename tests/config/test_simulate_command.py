"""``entrepot simulate`` on the real history: the same seed tells the same, in both languages."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from entrepot.config.commands.simulate import main
from entrepot.demo.simulation import scenario
from entrepot.demo.simulation.invoices import TURNS, as_invoices
from entrepot.domain.simulation import report
from entrepot.domain.simulation.report import Played, play_way

SHORT = ["--days", "10", "--orders", "6"]


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main([*SHORT, "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_same_seed_has_the_same_trace_and_another_has_not(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kept = tmp_path / "trace.txt"
    first = told(capsys, "--markets", "gb,cn", "--trace", str(kept))
    assert told(capsys, "--markets", "gb,cn") == first
    assert told(capsys, "--markets", "gb,cn", "--seed", "8")["trace"] != first["trace"]
    assert len(kept.read_text().splitlines()) == first["events"]


def test_all_ten_modes_are_played_and_every_order_ends(capsys: pytest.CaptureFixture[str]) -> None:
    ways = [way for market in told(capsys)["markets"] for way in market["ways"]]
    assert {way["mode"] for way in ways} == {
        "direct_mail", "consolidated", "virtual_overseas_warehouse", "dropship", "overseas_warehouse",
        "local_stock", "store_pickup", "bonded", "general_trade", "buyer", "chosen",
    }  # fmt: skip
    ends = ("delivered", "lost", "unsold", "refused", "called_off")
    assert all(sum(way[end] for end in ends) == way["orders"] for way in ways)
    assert all(way["refused"] < way["orders"] for way in ways), "a mode whose lanes take nothing"


def test_through_the_shop_the_same_orders_go_the_same_ways_every_time() -> None:
    sent = as_invoices(date(2026, 5, 15), 10, 24)
    assert sent == as_invoices(date(2026, 5, 15), 10, 24)
    assert [one.country for one in sent] == [turn.country for turn in TURNS] * 2
    freight, collected, abroad = sent[9:12]
    assert (freight.business != "", freight.lines[0].quantity) == (True, 60)
    assert collected.choices == {"pick-up": collected.stocked_in}
    assert abroad.lines != sent[23].lines, "what somebody buys abroad takes turns"


def test_another_mode_beside_it_changes_no_figure(capsys: pytest.CaptureFixture[str]) -> None:
    (alone,) = told(capsys, "--markets", "de", "--modes", "consolidated")["markets"][0]["ways"]
    both = told(capsys, "--markets", "de", "--modes", "direct_mail,consolidated")["markets"][0]["ways"]
    assert alone in both


def test_tables_speak_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SHORT, "--markets", "cn", "--modes", "bonded", "--language", "zh-hans"]) == 0
    out = capsys.readouterr().out
    assert "澳大利亚到中国 (CNY)" in out
    assert "保税备货（1210）" in out


def test_stopped_by_ctrl_c_it_prints_what_was_played_until_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = ["direct_mail", "dropship", "bonded"]
    whole = told(capsys, "--markets", "cn", "--modes", ",".join(ways))
    done = iter([True, True, False])

    def one_more(*given: Any) -> Played:
        if not next(done):
            raise KeyboardInterrupt
        return play_way(*given)

    monkeypatch.setattr(report, "play_way", one_more)
    assert main([*SHORT, "--markets", "cn", "--modes", ",".join(ways), "--json"]) == 130
    out, error = capsys.readouterr()
    stopped = json.loads(out)
    assert (stopped["ways_played"], stopped["ways"]) == (2, 3)
    assert stopped["markets"][0]["ways"] == whole["markets"][0]["ways"][:2]
    assert "Stopped after 2 ways. Nothing was stored; the same command begins anew." in error


def test_stopped_before_the_first_way_it_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_asked: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(scenario, "baskets", interrupted)
    assert main(SHORT) == 130
    out, error = capsys.readouterr()
    assert out == ""
    assert "Stopped before anything was played." in error


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [
        (["--markets", "fr"], "no such market: fr"),
        (["--modes", "balloon"], "not played in these markets: balloon"),
        (["--days", "0"], "say how many: 1 to 200"),
        (["--days", "199", "--orders", "0"], "say how many: 1 to 10000"),
        (["--trace", "/"], "--trace"),
    ],
)
def test_a_wrong_wish_names_the_remedy(
    capsys: pytest.CaptureFixture[str], wrong: list[str], remedy: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*SHORT, *wrong])
    assert ended.value.code == 2
    assert remedy in capsys.readouterr().err

"""``entrepot policy-impact`` over orders in the database."""

import argparse
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from entrepot.apps.orders.models import Consignment as ConsignmentRow
from entrepot.apps.orders.models import Order
from entrepot.apps.taxation.services.load_rules import load_rules
from entrepot.apps.taxation.services.quote_landed_cost import quote_landed_cost
from entrepot.config.commands import policy_impact
from entrepot.rules import packaged_texts
from tests.domain.duties.consignments import consignment, line

pytestmark = pytest.mark.django_db
PLACED = datetime(2026, 6, 1, tzinfo=UTC)


def an_order(number: str, *lines: dict[str, Any]) -> None:
    """One consignment to Germany with IOSS, quoted and stored as checkout does."""
    registrations = {"registrations": {"ioss": "IM2760000742"}}
    stored = quote_landed_cost(consignment=consignment("DE", *lines, on="2026-06-01", seller=registrations))
    order = Order.objects.create(
        number=number, email="Buyer@example.org", language="en", market="eu", currency="EUR",
        goods_amount=0, shipping_amount=0, duty_amount=0, tax_amount=0, total_amount=0, address={},
        placed_at=PLACED, pay_by=PLACED, source="replay",
    )  # fmt: skip
    ConsignmentRow.objects.create(
        order=order, position=1, mode="direct_mail", lane="x", warehouse="x", ships_from="CN", incoterm="DDP",
        crosses_border=True, promised_from=date(2026, 6, 9), promised_to=date(2026, 6, 12),
        quote_id=stored.id,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def orders() -> None:
    load_rules(by="test", why="first")
    an_order("T-1", line("691200", "10"), line("610910", "20"))
    an_order("T-2", line("610910", "200"))


def report(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    options: argparse.Namespace = policy_impact.options_of([*arguments, "--json"])
    assert policy_impact.report(options) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_the_case_of_the_first_of_july_compares_the_day_before(capsys: pytest.CaptureFixture[str]) -> None:
    answer = report(capsys, "--case", "eu-2026-07-01")

    assert (answer["before"]["on"], answer["after"]["on"]) == ("2026-06-30", "2026-07-01")
    (market,) = answer["markets"]
    assert market["outcomes"] == {"dearer": 1, "same": 1}
    assert market["affected"] == {"orders": 1, "buyers": 1}
    before, after = (Decimal(market["compared"][side]["duty"]) for side in ("before", "after"))
    assert after - before == Decimal("6.00")
    assert answer["left_out"] == []


def test_a_changed_file_is_asked_on_each_order_s_own_day(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    changed = packaged_texts()["eu.toml"].replace("to = 2026-07-01", "to = 2026-05-01")
    changed = changed.replace("from = 2026-07-01", "from = 2026-05-01")
    file = tmp_path / "draft.toml"
    file.write_text(changed, encoding="utf-8")

    (market,) = report(capsys, "--rules", f"eu.toml={file}")["markets"]

    assert market["outcomes"] == {"dearer": 1, "same": 1}


def test_a_faulty_file_is_told_and_nothing_reported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "eu.toml"
    file.write_text("kind = 'rulez'", encoding="utf-8")

    assert policy_impact.report(policy_impact.options_of(["--rules", str(file)])) == 1
    captured = capsys.readouterr()
    assert "eu.toml: kind: must be rules, tariff or codes" in captured.err
    assert captured.out == ""


def test_words_name_the_market_and_the_articles(capsys: pytest.CaptureFixture[str]) -> None:
    assert policy_impact.report(policy_impact.options_of(["--on", "2026-07-01"])) == 0

    said = capsys.readouterr().out
    assert "eu: 2 consignments: 1 dearer, 1 same" in said
    assert "affected          1 orders, 1 buyers" in said


@pytest.mark.parametrize(
    "arguments", [[], ["--before", "2026-06-01"], ["--case", "eu-2026-07-01", "--on", "2026-07-01"]]
)
def test_a_change_that_is_not_named_clearly_is_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        policy_impact.options_of(arguments)
    assert ended.value.code == 2


def test_words_come_in_chinese_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--on", "2026-07-01", "--language", "zh-hans"]
    with translation.override("en"):
        assert policy_impact.report(policy_impact.options_of(arguments)) == 0
        assert translation.get_language() == "en"
    said = capsys.readouterr().out
    assert "eu：2 票货：1 变贵, 1 不变" in said
    assert "受影响" in said


def test_an_assumed_cost_gives_margins_and_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """At 80 % of the price the mug of EUR 10 leaves a margin of 2.00, less than the flat duty of 3.00."""
    unknown = report(capsys, "--on", "2026-07-01")["markets"][0]
    assert (unknown["margin_unknown"], unknown["losing_money"]) == (2, [])
    known = report(capsys, "--on", "2026-07-01", "--cost-share", "0.7")
    (market,) = known["markets"]
    assert (known["cost_share"], market["margin_unknown"], market["losing_money"]) == ("0.7", 0, [])
    (dear,) = report(capsys, "--on", "2026-07-01", "--cost-share", "0.8")["markets"]
    assert [one["margin"] for one in dear["losing_money"]] == ["2.00"]
    assert policy_impact.report(policy_impact.options_of(["--on", "2026-07-01", "--cost-share", "0.8"])) == 0
    assert "taken to cost 0.8 of their price" in capsys.readouterr().out


@pytest.mark.parametrize("share", ["1.1", "-0.1", "much", "NaN"])
def test_a_share_of_cost_is_from_nothing_to_all(share: str) -> None:
    with pytest.raises(SystemExit):
        policy_impact.options_of(["--on", "2026-07-01", "--cost-share", share])

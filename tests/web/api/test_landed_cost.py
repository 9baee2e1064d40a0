"""Landed cost over the API: the same document as the command line and Python, stored, private, replayable."""

import json
import uuid
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from entrepot.apps.accounts.models import ApiKey, User
from entrepot.apps.markets.services.load_fx import load_fx
from entrepot.apps.taxation.models import LandedCostQuote
from entrepot.config.commands import quote as command
from entrepot.domain.duties import quote_document
from entrepot.rules import packaged_rulebook
from entrepot.rules.ecb_rates import ecb_rate
from tests.factories.taxation import a_ban, the_packaged_rules

pytestmark = pytest.mark.django_db
QUESTION: dict[str, Any] = {
    "as_of": "2026-10-20",
    "origin_country": "CN",
    "destination": {"country": "GB"},
    "currency": "USD",
    "freight": "5.00",
    "lines": [
        {"id": "1", "hs": "610910", "origin": "CN", "quantity": "2", "unit_value": "100.05"},
        {"id": "2", "hs": "691110", "origin": "CN", "quantity": "1", "unit_value": "19.99"},
    ],
}


class Partner:
    def __init__(self, email: str, *scopes: str) -> None:
        user, _ = User.objects.get_or_create(email=email)
        _, key = ApiKey.create_for(user, "test", list(scopes))
        self.client = Client(headers={"Authorization": f"Bearer {key}"})

    def post(self, path: str, body: Any, key: str = "") -> Any:
        content = body if isinstance(body, str) else json.dumps(body)
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        return self.client.post(f"/api/v1/landed-cost/{path}", content, "application/json", headers=headers)

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/landed-cost/{path}")


@pytest.fixture
def partner() -> Partner:
    the_packaged_rules()
    load_fx(today=date(2026, 11, 21))
    return Partner("partner@example.com", "quotes")


@pytest.mark.parametrize(
    "changes",
    [{}, {"destination": {"country": "FR"}, "currency": "CNY"}, {"as_of": "2023-02-01"},
     {"destination": {"country": "AU"}, "seller": {"registrations": {"au_gst": "ARN 300012345678"}}}],
    ids=["GB", "FR", "before our records", "AU"],
)  # fmt: skip
def test_api_command_and_python_answer_the_same(
    partner: Partner, tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, Any]
) -> None:
    question = {**QUESTION, **changes}
    path = tmp_path / "consignment.json"
    path.write_text(json.dumps(question), encoding="utf-8")
    command.main([str(path)])
    printed = json.loads(capsys.readouterr().out)

    answer = partner.post("quotes", question)
    assert answer.status_code == 201, answer.content
    over_api = answer.json()
    number = over_api.pop("id")

    assert over_api == printed
    assert printed == json.loads(json.dumps(quote_document(question, packaged_rulebook(), ecb_rate)))
    assert partner.get(f"quotes/{number}").json() == {**over_api, "id": number}


def test_same_key_stores_one_quote(partner: Partner) -> None:
    first = partner.post("quotes", QUESTION, key="once")
    again = partner.post("quotes", QUESTION, key="once")

    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert LandedCostQuote.objects.count() == 1
    refused = partner.client.post(
        "/api/v1/landed-cost/quotes", json.dumps(QUESTION), "application/json"
    )  # fmt: skip
    assert refused.status_code == 422


def test_replay_is_identical_after_the_law_has_changed(partner: Partner) -> None:
    given = partner.post("quotes", QUESTION).json()
    a_ban("gb.toml", "691110")
    assert partner.post("quotes", QUESTION).json()["status"] == "refused"

    replay = partner.post(f"quotes/{given['id']}/replay", {}).json()
    assert replay["is_identical"]
    assert replay["landed_cost"] == given


def test_every_fault_is_named_with_its_path_and_nothing_is_stored(partner: Partner) -> None:
    broken = {**QUESTION, "currency": "euro", "lines": [{"id": "1", "origin": "CN", "quantity": "0"}]}
    refused = partner.post("quotes", broken)

    assert refused.status_code == 422
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert {fault["field"] for fault in refused.json()["faults"]} == {
        "currency", "lines[0].quantity", "lines[0].unit_value",
    }  # fmt: skip
    assert partner.post("quotes", "{").json()["faults"][0]["field"] == "document"
    assert LandedCostQuote.objects.count() == 0


def test_nobody_elses_quote_can_be_read(partner: Partner) -> None:
    number = partner.post("quotes", QUESTION).json()["id"]
    stranger = Partner("stranger@example.com", "orders")

    assert stranger.get(f"quotes/{number}").status_code == 404
    assert stranger.post(f"quotes/{number}/replay", {}).status_code == 404
    assert Partner("nosy@example.com", "catalogue").get(f"quotes/{number}").status_code == 403
    assert Client().get(f"/api/v1/landed-cost/quotes/{number}").status_code == 401


def test_compares_days_modes_and_splits(partner: Partner) -> None:
    variations = [
        {"name": "two parcels", "split": [["1"], ["2"]]},
        {"destination": {"country": "DE"}},
        {"origin": "VN"},
    ]
    answer = partner.post("compare", {"consignment": QUESTION, "variations": variations})
    assert answer.status_code == 200, answer.content
    split, germany, vietnam = answer.json()["variations"]

    freights = [each["totals"]["freight"]["amount"] for each in split["answers"]]
    assert freights == ["4.55", "0.45"]
    assert [each["totals"]["duty"]["amount"] != "0.00" for each in split["answers"]] == [True, False]
    assert split["difference"]["amount"].startswith("-")
    assert germany["answers"][0]["destination"] == "DE"
    assert vietnam["name"] == "variation 3"

    wrong = [{"split": [["1"]]}, {"destination": {}}, {}, "x"]
    refused = partner.post("compare", {"consignment": QUESTION, "variations": wrong}).json()
    assert {fault["field"] for fault in refused["faults"]} == {
        "variations[0].split", "variations[1].destination.country", "variations[2]", "variations[3]",
    }  # fmt: skip
    assert partner.post("compare", {"consignment": QUESTION}).status_code == 422

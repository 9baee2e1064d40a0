"""The simulated port's calls: request built, call made, answer parsed, error parsed."""

from datetime import UTC, datetime

import pytest

from entrepot.connectors.customs.simport import SimportCustoms, SimportSettings, mapping
from entrepot.connectors.customs.simport.client import SimportClient
from entrepot.domain.money import Money
from entrepot.domain.ports import Permanent, Temporary
from entrepot.domain.ports.customs import CustomsReply
from tests.connectors import examples
from tests.connectors.recorded import Recorded, problem

SETTINGS = SimportSettings("https://port.example", (), api_key="key-1")
REPLY = {
    "id": "RC1-1",
    "reference": "D-1",
    "kind": "query",
    "at": "2026-11-21T10:00:00+00:00",
    "code": "Q201",
    "field": "items[0].description",
    "message": "say what the goods are",
    "authority_reference": "GBLH1",
}


def over(transport: Recorded) -> SimportCustoms:
    return SimportCustoms(SETTINGS, client=SimportClient(SETTINGS, transport))


def test_submit_builds_the_request() -> None:
    message = examples.declaration(
        reference="D-1",
        items=(examples.item(), examples.item(line=2, hs_code="61091000", value=examples.gbp("9.90"))),
        tax=Money.of("57.00", "CNY"),
        identifiers=(("ioss", "IM1234567890"),),
    )
    body = mapping.declaration_body(message)
    assert [i["hs_code"] for i in body["items"]] == ["330499", "61091000"]
    assert body["items"][1]["value"] == "9.90"
    assert (body["currency"], body["freight"]) == ("GBP", {"amount": "4.50", "currency": "GBP"})
    assert body["tax"] == {"amount": "57.00", "currency": "CNY"}
    assert body["identifiers"] == {"ioss": "IM1234567890"}
    assert (body["order_number"], body["payment_reference"]) == ("E-1001", "pay_1")
    assert (body["importer"]["country"], body["tracking_number"]) == ("GB", "LE990000010GB")


def test_submit_refuses_items_in_two_currencies_naming_the_line() -> None:
    items = (examples.item(), examples.item(line=2, value=Money.of("5", "EUR")))
    with pytest.raises(Permanent, match=r"^items\[2\]\.value: is in EUR"):
        mapping.declaration_body(examples.declaration(items=items))


def test_submit_makes_the_call() -> None:
    partner = Recorded({"receipt": "RC100001"}, 202)
    message = examples.declaration(key="k-1")
    over(partner).submit(message)
    assert partner.call == ("POST", "/v1/declarations", mapping.declaration_body(message))
    assert partner.header("idempotency-key") == "k-1"
    assert partner.header("authorization") == "Bearer key-1"


def test_submit_parses_the_receipt() -> None:
    assert over(Recorded({"receipt": "RC100001"}, 202)).submit(examples.declaration()) == "RC100001"


def test_submit_parses_the_error() -> None:
    partner = Recorded(problem("already_declared", "D-1 is released already", "reference"), 409)
    with pytest.raises(Permanent, match=r"^reference: D-1 is released already$") as refused:
        over(partner).submit(examples.declaration())
    assert refused.value.code == "already_declared"


def test_replies_makes_the_call() -> None:
    partner = Recorded({"replies": []})
    assert over(partner).replies("D/1") == []
    assert partner.call == ("GET", "/v1/declarations/D%2F1", None)


def test_replies_parses_the_answer() -> None:
    assert over(Recorded({"replies": [REPLY]})).replies("D-1") == [
        CustomsReply(
            id="RC1-1",
            reference="D-1",
            kind="query",
            at=datetime(2026, 11, 21, 10, tzinfo=UTC),
            message="say what the goods are",
            code="Q201",
            field="items[0].description",
            authority_reference="GBLH1",
        )
    ]


@pytest.mark.parametrize("change", [{"kind": "maybe"}, {"at": "2026-11-21T10:00:00"}, {"at": "now"}], ids=str)
def test_replies_not_understood_are_temporary(change: dict[str, str]) -> None:
    with pytest.raises(Temporary) as failed:
        over(Recorded({"replies": [REPLY | change]})).replies("D-1")
    assert failed.value.code == "unreadable"


def test_replies_parses_the_error() -> None:
    with pytest.raises(Permanent) as refused:
        over(Recorded(problem("unknown_declaration", "there is none"), 404)).replies("D-1")
    assert refused.value.code == "unknown_declaration"

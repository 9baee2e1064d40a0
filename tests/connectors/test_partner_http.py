"""Every way a call can fail is Temporary or Permanent, as the retry rules say."""

import httpx
import pytest

from entrepot.connectors.http import PartnerHttp
from entrepot.domain.ports import Permanent, Temporary
from tests.connectors.recorded import Recorded


def over(partner: Recorded) -> PartnerHttp:
    return PartnerHttp("https://partner.example", headers={}, transport=partner)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_these_answers_are_worth_another_try(status: int) -> None:
    with pytest.raises(Temporary) as failed:
        over(Recorded(b"", status)).get("/x")
    assert failed.value.code == str(status)


@pytest.mark.parametrize("status", [301, 302, 400, 401, 403, 404, 409, 410, 422])
def test_these_answers_are_final(status: int) -> None:
    with pytest.raises(Permanent) as failed:
        over(Recorded(b"", status)).post("/x", {})
    assert failed.value.code == str(status)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (httpx.ConnectTimeout("slow"), "timeout"),
        (httpx.ReadTimeout("slow"), "timeout"),
        (httpx.PoolTimeout("full"), "timeout"),
        (httpx.ConnectError("refused"), "connection"),
        (httpx.ReadError("reset"), "connection"),
        (httpx.RemoteProtocolError("cut off"), "connection"),
    ],
    ids=str,
)
def test_a_call_without_an_answer_is_temporary(error: Exception, code: str) -> None:
    with pytest.raises(Temporary) as failed:
        over(Recorded(error)).post("/x", {}, key="k")
    assert failed.value.code == code


@pytest.mark.parametrize("body", [b"", b"\xff", b"<html>", b"[1]", b'"text"'])
def test_a_success_that_cannot_be_read_is_temporary(body: bytes) -> None:
    with pytest.raises(Temporary) as failed:
        over(Recorded(body)).get("/x")
    assert failed.value.code == "unreadable"


@pytest.mark.parametrize("body", [b"null", b"[]", b'{"error": "text"}', b'{"error": [1]}', b"\x00"])
def test_an_error_that_cannot_be_read_keeps_its_status(body: bytes) -> None:
    with pytest.raises(Permanent, match="HTTP 400") as failed:
        over(Recorded(body, 400)).get("/x")
    assert failed.value.code == "400"


def test_a_long_message_is_cut() -> None:
    with pytest.raises(Permanent) as failed:
        over(Recorded({"error": {"code": "c", "message": "x" * 9000}}, 400)).get("/x")
    assert len(str(failed.value)) == 500

"""The API's description says what is sent."""

from typing import Any

import pytest
from django.test import Client

from entrepot.apps.accounts.models import ApiKey, User


def test_errors_are_described_under_their_own_media_type(db: None) -> None:
    described: dict[str, Any] = Client().get("/api/v1/openapi.json").json()
    told = {
        media
        for operations in described["paths"].values()
        for operation in operations.values()
        for status, response in operation["responses"].items()
        if int(status) >= 400
        for media in response["content"]
    }
    assert told == {"application/problem+json"}


def test_every_post_is_described_with_its_idempotency_key(db: None) -> None:
    described: dict[str, Any] = Client().get("/api/v1/openapi.json").json()
    posts = [operations["post"] for operations in described["paths"].values() if "post" in operations]
    assert posts
    for operation in posts:
        keys = [one for one in operation["parameters"] if one["name"] == "Idempotency-Key"]
        assert [key["required"] for key in keys] == [True], operation["operationId"]


def test_the_description_says_where_a_key_comes_from(db: None) -> None:
    described: dict[str, Any] = Client().get("/api/v1/openapi.json").json()
    schemes = described["components"]["securitySchemes"].values()
    assert all("made by an operator" in scheme["description"] for scheme in schemes)


@pytest.mark.parametrize("body", [b"\x00", b"{", b"\xff\xfe"])
def test_a_body_that_is_not_json_is_named(db: None, body: bytes) -> None:
    _, key = ApiKey.create_for(User.objects.create(email="partner@example.com"), "test", ["orders"])
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "once"}
    answer = Client().post("/api/v1/carts", body, "application/json", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
    assert [fault["field"] for fault in answer.json()["faults"]] == ["body"]


def test_a_body_beyond_measure_is_a_problem_document_too(db: None) -> None:
    _, key = ApiKey.create_for(User.objects.create(email="partner@example.com"), "test", ["orders"])
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "once"}
    for path in ("carts", "landed-cost/quotes"):
        answer = Client().post(f"/api/v1/{path}", b" " * 2**22, "application/json", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")

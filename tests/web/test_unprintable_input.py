"""Characters that no database keeps and no label prints are refused where they come in."""

import json
from typing import Any

import pytest
from django.test import Client

from entrepot.apps.accounts.models import ApiKey, User
from entrepot.apps.catalog.models import Variant
from entrepot.apps.checkout.models import Quote
from tests.factories.checkout import BERLIN, a_world, an_article, the_usual_lanes

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea() -> Variant:
    a_world()
    the_usual_lanes()
    return an_article("TEA-1", "10.00")


@pytest.fixture
def program(tea: Variant) -> Client:
    user = User.objects.create(email="partner@example.com")
    _, key = ApiKey.create_for(user, "test", ["orders", "quotes"])
    return Client(headers={"Authorization": f"Bearer {key}"})


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(User.objects.create(email="otto@example.com", is_staff=True))
    return client


def send(program: Client, path: str, body: Any, key: str) -> Any:
    return program.post(
        f"/api/v1/{path}", json.dumps(body), "application/json", headers={"Idempotency-Key": key}
    )


@pytest.mark.parametrize(
    "path", ["products/%00", "orders/a%00b", "orders/%00/timeline", "orders/%00/tracking"]
)
def test_an_address_with_nul_finds_nothing_in_the_api(program: Client, path: str) -> None:
    answer = program.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("page", ["orders", "products", "declarations", "shipments"])
def test_an_address_with_nul_finds_no_page_of_the_console(operator: Client, page: str) -> None:
    assert operator.get(f"/en/console/{page}/a%00/").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["orders/?q=%00", "orders/?status=%00", "orders/?country=%00", "exceptions/?owner=%00", "products/?q=%00",
     "stock/?q=%00", "stock/?warehouse=%00", "ledger/?order=%00", "shipments/?status=%00",
     "shipments/?warehouse=%00"],
)  # fmt: skip
def test_a_list_filtered_by_nul_is_empty(operator: Client, query: str) -> None:
    assert operator.get(f"/en/console/{query}").status_code == 200


def test_the_file_of_orders_filtered_by_nul_is_whole(operator: Client) -> None:
    answer: Any = operator.get("/en/console/orders/export.csv?status=%00")
    assert b"".join(answer.streaming_content).startswith(b"\xef\xbb\xbfnumber,")


@pytest.mark.parametrize(
    "address",
    ["/en/console/handover/manifests/", "/en/orders/7c9e6679-7425-40de-944b-e07fc1f90ae7/new-price/accept/"],
)
def test_what_is_named_with_nul_in_a_form_is_not_found(operator: Client, address: str) -> None:
    named = {"warehouse": "a\x00b", "carrier": "\x00", "number": "\x00"}
    assert operator.post(address, named).status_code == 404


def test_a_product_named_with_nul_is_not_found_when_an_article_cannot_be_added(tea: Variant) -> None:
    told = {"variant_id": tea.pk, "quantity": "0", "slug": "\x00", "sku": "\x00"}
    assert Client().post("/en/cart/add/", told).status_code == 404


def test_an_sku_with_nul_is_named(program: Client) -> None:
    cart = send(program, "carts", {"country": "DE"}, "a").json()["id"]
    answer = send(program, f"carts/{cart}/lines", {"sku": "TEA-1\x00", "quantity": 1}, "b")
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["faults"]] == ["sku"]


@pytest.mark.parametrize(
    ("field", "text"), [("name", "Am\x00ara"), ("line1", "\x00"), ("city", "Ber\x1blin"), ("region", "\x07")]
)
def test_a_character_that_no_label_prints_is_named_in_the_address(
    program: Client, field: str, text: str
) -> None:
    cart = send(program, "carts", {"country": "DE"}, "a").json()["id"]
    send(program, f"carts/{cart}/lines", {"sku": "TEA-1", "quantity": 1}, "b")
    answer = send(program, f"carts/{cart}/quotes", {"address": {**BERLIN, field: text}}, "c")
    assert answer.status_code == 422
    faults = [(fault["field"], fault["code"]) for fault in answer.json()["faults"]]
    assert faults == [(f"address.{field}", "characters")]


def test_an_importer_id_with_nul_is_named(program: Client) -> None:
    cart = send(program, "carts", {"country": "DE"}, "a").json()["id"]
    send(program, f"carts/{cart}/lines", {"sku": "TEA-1", "quantity": 1}, "b")
    answer = send(program, f"carts/{cart}/quotes", {"address": BERLIN, "importer_id": "1\x002"}, "c")
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["faults"]] == ["importer_id"]


def test_an_address_stands_on_one_line(program: Client) -> None:
    cart = send(program, "carts", {"country": "DE"}, "a").json()["id"]
    send(program, f"carts/{cart}/lines", {"sku": "TEA-1", "quantity": 1}, "b")
    send(program, f"carts/{cart}/quotes", {"address": {**BERLIN, "name": "Amara\n\tVogel "}}, "c")
    assert Quote.objects.get().address["name"] == "Amara Vogel"


@pytest.mark.parametrize(
    ("change", "field"),
    [({"destination": {"country": "US", "region": "\x00"}}, "destination.region"),
     ({"seller": {"registrations": {"au_gst": "\ud800"}}}, "seller.registrations.au_gst"),
     ({"overrides": {"a\x00": "1"}}, "overrides"),
     ({"lines": [{"id": "1", "description": "\x00"}]}, "lines[0].description")],
)  # fmt: skip
def test_a_text_that_cannot_be_kept_is_named_by_its_path(
    program: Client, change: dict[str, Any], field: str
) -> None:
    question = {"as_of": "2026-10-20", "origin_country": "CN", "destination": {"country": "GB"}, **change}
    answer = send(program, "landed-cost/quotes", question, "a")
    assert answer.status_code == 422
    odd = [fault["field"] for fault in answer.json()["faults"] if "NUL" in fault["message"]]
    assert odd == [field]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//shop.example", "http://[", "https://a\nb"])
def test_a_return_address_that_no_browser_follows_is_named(program: Client, address: str) -> None:
    cart = send(program, "carts", {"country": "DE"}, "a").json()["id"]
    send(program, f"carts/{cart}/lines", {"sku": "TEA-1", "quantity": 1}, "b")
    quote = send(program, f"carts/{cart}/quotes", {"address": BERLIN}, "c").json()["id"]
    order = send(program, "orders", {"quote_id": quote, "email": "a@example.com"}, "d").json()["number"]
    answer = send(program, f"orders/{order}/payments", {"return_url": address}, "e")
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["faults"]] == ["return_url"]


def test_marks_that_turn_the_writing_are_left_out(program: Client) -> None:
    cart = send(program, "carts", {"country": "DE"}, "a").json()["id"]
    send(program, f"carts/{cart}/lines", {"sku": "TEA-1", "quantity": 1}, "b")
    address = {**BERLIN, "city": "Ber\u202elin", "phone": "\u2066+49 30 1234567\u2069"}
    send(program, f"carts/{cart}/quotes", {"address": address}, "c")
    kept = Quote.objects.get().address
    assert (kept["city"], kept["phone"]) == ("Berlin", "+49 30 1234567")

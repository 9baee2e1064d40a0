"""A partner's program: catalogue, cart, quote, order, payment, tracking, all over the API."""

from decimal import Decimal

import pytest

from entrepot.apps.accounts.models import User
from entrepot.apps.checkout.models import Cart
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.services.dispatch_shipment import dispatch_shipment
from entrepot.apps.fulfilment.services.pack_shipment import ParcelSpec, pack_shipment
from entrepot.apps.fulfilment.services.start_picking import start_picking
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.orders.models import Order
from entrepot.domain.tracking import s10
from tests.factories.checkout import BERLIN, an_article
from tests.journeys.conftest import Program, World


@pytest.fixture
def quoted(program: Program) -> dict:
    an_article("TEA-1", "10.00", customs_description="Green tea in bags, 120 g")
    an_article("TEA-2", "4.00", customs_description="Black tea in bags, 120 g")
    cart = program.post("carts", {"country": "DE"}).json()
    for sku, quantity in (("TEA-1", 2), ("TEA-2", 1)):
        program.post(f"carts/{cart['id']}/lines", {"sku": sku, "quantity": quantity})
    answer = program.post(f"carts/{cart['id']}/quotes", {"address": BERLIN})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_from_the_catalogue_to_the_doorstep(world: World, program: Program, quoted: dict) -> None:
    totals = {name: Decimal(amount) for name, amount in quoted["plan"]["totals"].items()}
    parts = ("goods", "shipping", "duty", "tax", "fees")
    assert sum(totals[part] for part in parts) == totals["total"] == Decimal(quoted["total"]["amount"])
    assert totals["goods"] == Decimal("30.00")  # 24.00 GBP at 0.80 for one EUR

    order = program.post("orders", {"quote_id": quoted["id"], "email": "amara@example.com"}).json()
    assert (order["status"], order["total"]) == ("awaiting_payment", quoted["total"])

    payment = program.post(f"orders/{order['number']}/payments", {}).json()
    world.payments.pay(payment["redirect_url"].rsplit("/", 1)[1])
    world.comes_to_rest()
    assert program.get(f"orders/{order['number']}").json()["status"] == "confirmed"

    shipment = Shipment.objects.get(consignment__order__number=order["number"])
    start_picking(shipment=shipment, by="operator:1")
    pack_shipment(shipment=shipment, parcels=[ParcelSpec(weight_g=700)], by="operator:1")
    world.comes_to_rest()
    shipment.refresh_from_db()
    assert shipment.clearance == "released", _story(shipment)
    dispatch_shipment(shipment=shipment, by="operator:1")
    world.comes_to_rest()

    number = Parcel.objects.get(shipment=shipment).tracking_number
    assert s10.is_valid(number)
    world.carrier.deliver(number)
    world.comes_to_rest()

    delivered = program.get(f"orders/{order['number']}").json()
    assert delivered["status"] == "delivered"
    (tracked,) = program.get(f"orders/{order['number']}/tracking").json()
    assert (tracked["tracking_number"], tracked["status"]) == (number, "delivered")
    kinds = [fact["kind"] for fact in program.get(f"orders/{order['number']}/timeline").json()]
    assert kinds[0] == "order_placed"
    assert any("deliver" in kind for kind in kinds)
    assert dict(StockLevel.objects.values_list("variant__sku", "on_hand")) == {"TEA-1": 8, "TEA-2": 9}


def _story(shipment: Shipment) -> str:
    """What happened, for whoever reads the failure."""
    order = shipment.consignment.order
    declared = shipment.declarations.values_list("status", "send_error", "query_message")
    facts = [*order.timeline.values_list("kind", "facts"), *order.cases.values_list("kind", "facts")]
    return "\n".join(str(fact) for fact in [*facts, *declared])


def test_a_cart_may_be_opened_with_its_lines(program: Program) -> None:
    an_article("TEA-1", "10.00")
    an_article("TEA-2", "4.00")
    lines = [{"sku": "TEA-1", "quantity": 2}, {"sku": "TEA-2", "quantity": 1}]
    cart = program.post("carts", {"country": "DE", "lines": lines}).json()
    assert [(line["sku"], line["quantity"]) for line in cart["lines"]] == [("TEA-1", 2), ("TEA-2", 1)]
    assert program.get(f"carts/{cart['id']}").json() == cart
    unknown = program.post("carts", {"country": "DE", "lines": [*lines, {"sku": "NO-1", "quantity": 1}]})
    assert (unknown.status_code, unknown.json()["code"], Cart.objects.count()) == (422, "unknown_sku", 1)


def test_the_same_order_sent_twice_is_one_order(program: Program, quoted: dict) -> None:
    body = {"quote_id": quoted["id"], "email": "amara@example.com"}
    first = program.post("orders", body, key="one")
    again = program.post("orders", body, key="one")
    other_key = program.post("orders", body, key="two")
    assert first.status_code == again.status_code == other_key.status_code == 201
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert other_key.json()["number"] == first.json()["number"]
    assert Order.objects.count() == 1


def test_a_key_used_for_another_body_is_refused(program: Program, quoted: dict) -> None:
    program.post("orders", {"quote_id": quoted["id"], "email": "amara@example.com"}, key="one")
    answer = program.post("orders", {"quote_id": quoted["id"], "email": "other@example.com"}, key="one")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_every_post_needs_an_idempotency_key(program: Program) -> None:
    answer = program.client.post("/api/v1/carts", {"country": "DE"}, "application/json")
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["field"] == "Idempotency-Key"
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"quantity": 1}, "sku"),
        ({"sku": "TEA-1", "quantity": -1}, "quantity"),
        ({"sku": "TEA-1", "quantity": 1.5}, "quantity"),
        ({"sku": "TEA-1", "quantity": 1, "unit_price": "0.01"}, "unit_price"),
        ({"sku": "NO-SUCH", "quantity": 1}, "sku"),
    ],
)
def test_a_bad_line_names_its_field_and_changes_nothing(program: Program, body: dict, field: str) -> None:
    an_article("TEA-1", "10.00")
    cart = program.post("carts", {"country": "DE"}).json()
    answer = program.post(f"carts/{cart['id']}/lines", body)
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["faults"]] == [field]
    assert program.get(f"carts/{cart['id']}").json()["lines"] == []


def test_another_programs_cart_quote_and_order_do_not_exist(program: Program, quoted: dict) -> None:
    order = program.post("orders", {"quote_id": quoted["id"], "email": "amara@example.com"}).json()
    stranger = Program("stranger@example.com")
    for path in (f"quotes/{quoted['id']}", f"orders/{order['number']}", f"orders/{order['number']}/timeline",
                 f"orders/{order['number']}/tracking"):  # fmt: skip
        assert stranger.get(path).status_code == 404, path
    assert stranger.post("orders", {"quote_id": quoted["id"], "email": "a@example.com"}).status_code == 404
    assert stranger.post(f"orders/{order['number']}/payments", {}).status_code == 404


def test_without_a_key_or_its_scope_there_is_no_access(program: Program) -> None:
    nobody = program.client.__class__()
    assert nobody.get("/api/v1/orders/ET-1").status_code == 401
    reader = Program("reader@example.com", scopes=("catalogue",))
    assert reader.post("carts", {"country": "DE"}).status_code == 403
    User.objects.filter(email="partner@example.com").update(is_active=False)
    assert program.post("carts", {"country": "DE"}).status_code == 401


def test_an_unclassified_article_is_not_sold_across_a_border_and_says_why(program: Program) -> None:
    an_article("MYSTERY", "10.00", hs6="")
    cart = program.post("carts", {"country": "DE"}).json()
    line = program.post(f"carts/{cart['id']}/lines", {"sku": "MYSTERY", "quantity": 1}).json()["lines"][0]
    assert line["blocked"] == "unclassified_across_border"
    assert "customs code" in line["why_blocked"]
    answer = program.post(f"carts/{cart['id']}/quotes", {"address": BERLIN})
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_can_be_sent")


def test_the_api_describes_itself_as_openapi_3_1(program: Program) -> None:
    described = program.get("openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert {"/api/v1/carts", "/api/v1/orders", "/api/v1/products"} <= set(described["paths"])


def test_a_choice_for_a_warehouse_that_sends_nothing_is_refused_in_the_callers_language(
    program: Program, quoted: dict
) -> None:
    cart = Cart.objects.get()
    asked = {"address": BERLIN, "choices": {"paris": "fr-home"}}
    program.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    answer = program.post(f"carts/{cart.pk}/quotes", asked)
    assert answer.status_code == 422
    (fault,) = answer.json()["faults"]
    assert (fault["field"], fault["code"]) == ("choices.paris", "warehouse_not_used")
    assert fault["message"] == "“paris”没有发出任何商品。请去掉此项选择，或改选：lhr。"

"""Refunds, cancellations, cases: named errors, kept values, and nothing done twice."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.test import Client
from django.utils import timezone

from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.payments.models import Refund
from entrepot.web.backoffice.queries.money import money_of
from tests.factories.fulfilment import a_confirmed_order
from tests.factories.inventory import a_warehouse, stocked
from tests.factories.orders import a_placed_order
from tests.factories.payments import a_wrong_payment

CONSOLE = "/en/console"


def text_of(response: Any) -> str:
    return str(response.content.decode())


def refunding(**amounts: str) -> dict[str, str]:
    return {"token": str(uuid.uuid4()), "reason": "A broken cup", **amounts}


def test_a_part_is_refunded_and_the_same_form_sent_twice_refunds_once(console: Client) -> None:
    order = a_confirmed_order()
    form = refunding(goods="4.00", shipping="0.50")
    console.post(f"{CONSOLE}/orders/{order.number}/refund/", form)
    console.post(f"{CONSOLE}/orders/{order.number}/refund/", form)
    refund = Refund.objects.get()
    assert refund.amount == Decimal("4.50")
    assert refund.parts == {"goods": "4.00", "shipping": "0.50"}
    assert refund.by.startswith("operator:")


def test_more_than_was_paid_is_refused_beside_the_part_and_the_words_stay(console: Client) -> None:
    order = a_confirmed_order()
    refused = console.post(f"{CONSOLE}/orders/{order.number}/refund/", refunding(goods="10.01"))
    assert refused.status_code == 422
    assert "At most 10.00 EUR are left to refund of this part." in text_of(refused)
    assert 'value="10.01"' in text_of(refused)
    assert "A broken cup" in text_of(refused)
    assert not Refund.objects.exists()


def test_what_is_left_shrinks_with_each_refund(console: Client) -> None:
    order = a_confirmed_order()
    console.post(f"{CONSOLE}/orders/{order.number}/refund/", refunding(goods="4.00"))
    assert "6.00 EUR left" in text_of(console.get(f"{CONSOLE}/orders/{order.number}/refund/"))
    refused = console.post(f"{CONSOLE}/orders/{order.number}/refund/", refunding(goods="6.01"))
    assert refused.status_code == 422
    assert Refund.objects.count() == 1


def test_what_was_forgiven_of_a_payment_is_not_offered_back(console: Client) -> None:
    """21.00 of 21.80 EUR came: of each part a little less was paid than asked for."""
    case = a_wrong_payment(a_placed_order(), "-0.80")
    address = f"{CONSOLE}/exceptions/{case.pk}/payment/"
    console.post(address, {"answer": "forgive", "amount": "21.00", "reason": "bank charges"})
    shown = money_of(case.order)
    assert sum(money.amount for money in shown.left.values()) == Decimal("21.00")
    refused = console.post(f"{CONSOLE}/orders/{case.order.number}/refund/", refunding(goods="10.00"))
    assert refused.status_code == 422
    assert f"At most {shown.left['goods'].amount:.2f} EUR are left" in text_of(refused)
    everything = {part: f"{money.amount:.2f}" for part, money in shown.left.items()}
    console.post(f"{CONSOLE}/orders/{case.order.number}/refund/", refunding(**everything))
    assert Refund.objects.get().amount == Decimal("21.00")
    assert not money_of(case.order).can_refund


def test_cancelling_an_order_needs_a_reason_and_gives_goods_and_money_back(
    console: Client, settle: Callable[[], int]
) -> None:
    level = stocked(5)
    order = a_confirmed_order(level, quantity=2)
    address = f"{CONSOLE}/orders/{order.number}/cancel/"
    assert console.post(address, {"reason": " "}).status_code == 422
    console.post(address, {"reason": "The buyer asked for it"})
    settle()
    order.refresh_from_db()
    level = StockLevel.objects.get(pk=level.pk)
    assert (order.status, level.reserved) == ("cancelled", 0)
    assert Refund.objects.get().amount == order.total_amount
    again = console.post(address, {"reason": "Again"})
    assert again.status_code == 422
    assert "That step has been taken already" in text_of(again)


def test_cancelling_one_consignment_leaves_the_other(console: Client, settle: Callable[[], int]) -> None:
    order = a_confirmed_order(stocked(5), stocked(5, warehouse=a_warehouse("ams", "NL")))
    console.post(f"{CONSOLE}/orders/{order.number}/consignments/2/cancel/", {"reason": "Water damage"})
    settle()
    assert list(order.consignments.values_list("progress", flat=True)) == ["waiting", "cancelled"]
    assert Order.objects.get().status == "confirmed"
    assert Refund.objects.get().amount == Decimal("10.00")


def test_a_case_is_settled_with_a_note_that_only_colleagues_read(console: Client) -> None:
    order = a_confirmed_order()
    case = Case.objects.create(
        order=order, kind="supplier_late", due_at=timezone.now(), facts={"number": "DS-1", "supplier": "silk"}
    )
    shown = text_of(console.get(f"{CONSOLE}/exceptions/"))
    assert "silk has not accepted DS-1 in time." in shown
    assert console.post(f"{CONSOLE}/exceptions/{case.pk}/settle/", {"resolution": ""}).status_code == 422
    console.post(f"{CONSOLE}/exceptions/{case.pk}/settle/", {"resolution": "Called, ships today"})
    case.refresh_from_db()
    assert (case.status, case.resolution) == ("resolved", "Called, ships today")
    assert "Settled: Called, ships today." in text_of(console.get(f"{CONSOLE}/orders/{order.number}/"))


def test_an_order_tells_notices_and_limits_of_law_in_the_language_of_the_reader(console: Client) -> None:
    order = a_confirmed_order()
    test = {
        "rule_id": "eu.duty.flat-3", "subject": "consignment", "basis": "goods", "outcome": "above",
        "value": {"amount": "200", "currency": "EUR"}, "limit": {"amount": "150", "currency": "EUR"},
    }  # fmt: skip
    gap = {"key": "gap.regime", "params": {"country": "DE"}, "sentence": "stored"}
    order.consignments.update(landed_cost={"thresholds_tested": [test], "gaps": [gap]})

    page = text_of(console.get(f"{CONSOLE}/orders/{order.number}/"))
    assert "The goods of the parcel: €200.00, above the limit of €150.00. Decides: eu.duty.flat-3." in page
    assert "The rules of Germany are not loaded" in page

"""Customs answers, products, stock, and trying again what failed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.customs.models import Declaration
from entrepot.apps.inventory.models import StockLevel
from entrepot.kit.models import OutboxEvent
from tests.factories.fulfilment import a_confirmed_order, a_packed_shipment
from tests.factories.inventory import a_variant, stocked

CONSOLE = "/en/console"


def text_of(response: Any) -> str:
    return str(response.content.decode())


def a_declaration(settle: Callable[[], int], **changed: Any) -> Declaration:
    a_packed_shipment()
    settle()
    Declaration.objects.update(**changed)
    return Declaration.objects.get()


def test_a_question_of_customs_is_answered_once(console: Client, settle: Callable[[], int]) -> None:
    declaration = a_declaration(settle, status="query", query_message="Of which material?")
    address = f"{CONSOLE}/declarations/{declaration.reference}/"
    assert "Of which material?" in text_of(console.get(address))
    assert console.post(f"{address}answer/", {"answer": " "}).status_code == 422
    console.post(f"{address}answer/", {"answer": "Leaves of tea"})
    declaration.refresh_from_db()
    assert (declaration.answer, declaration.version) == ("Leaves of tea", 2)
    waiting = text_of(console.get(address))
    assert "Answer sent, waiting for customs" in waiting
    assert "<p>Leaves of tea</p>" in waiting
    assert "Question from customs</span>" not in waiting
    again = console.post(f"{address}answer/", {"answer": "Leaves of tea"})
    assert again.status_code == 422
    declaration.refresh_from_db()
    assert declaration.version == 2


def test_a_rejected_declaration_is_corrected_item_by_item(console: Client, settle: Callable[[], int]) -> None:
    declaration = a_declaration(settle, status="rejected", query_message="Wrong code")
    address = f"{CONSOLE}/declarations/{declaration.reference}/amend/"
    form = {
        "item-1-description": "Black tea", "item-1-hs_code": "0902", "item-1-origin_country": "lk",
        "item-1-net_weight_g": "100", "item-1-value": "10.00",
    }  # fmt: skip
    refused = console.post(address, form)
    assert refused.status_code == 422
    assert "A customs code has at least six digits" in text_of(refused)
    assert "Black tea" in text_of(refused)
    console.post(address, {**form, "item-1-hs_code": "0902.30"})
    item = Declaration.objects.get().items.get()
    assert (item.description, item.hs_code, item.origin_country) == ("Black tea", "090230", "LK")


def test_a_product_keeps_both_names_and_needs_the_english_one(console: Client) -> None:
    product = a_variant().product
    form = {
        "name_en": "White tea",
        "name_zh": "白茶",
        "category": str(product.category_id),
        "is_active": "on",
    }
    address = f"{CONSOLE}/products/{product.code}/"
    refused = console.post(address, {**form, "name_en": ""})
    assert refused.status_code == 422
    assert "Give the product an English name." in text_of(refused)
    assert "白茶" in text_of(refused)
    console.post(address, form)
    product.refresh_from_db()
    assert product.name == {"en": "White tea", "zh-hans": "白茶"}


def test_an_unclassified_article_is_found_and_classified(console: Client) -> None:
    variant, other = a_variant("BARE-1"), a_variant("DONE-1")
    Variant.objects.filter(pk=variant.pk).update(hs6="")
    listed = text_of(console.get(f"{CONSOLE}/products/?state=unclassified"))
    assert variant.product.code in listed
    assert other.product.code not in listed
    form = {
        "hs6": "09", "confidence": "high", "basis": "Ruling 1", "origin_country": "cn",
        "customs_description": "Green tea in bags",
    }  # fmt: skip
    address = f"{CONSOLE}/variants/BARE-1/classify/"
    assert "An HS code has six digits" in text_of(console.post(address, form))
    console.post(address, {**form, "hs6": "090210"})
    variant.refresh_from_db()
    assert (variant.hs6, variant.hs_confidence, variant.origin_country) == ("090210", "high", "CN")


def test_a_new_price_begins_on_its_day(console: Client) -> None:
    variant = a_variant("TEA-1")
    variant.prices.create(amount=10, currency="GBP", valid=DateRange(date(2020, 1, 1), None))
    today = timezone.now().date()
    address = f"{CONSOLE}/variants/TEA-1/price/GBP/"
    assert console.post(address, {"price": "0", "from_day": str(today)}).status_code == 422
    console.post(address, {"price": "12.50", "from_day": str(today)})
    prices = [(str(one.amount), one.valid.lower, one.valid.upper) for one in variant.prices.order_by("valid")]
    assert prices == [("10.0000", date(2020, 1, 1), today), ("12.5000", today, None)]


def test_a_count_below_what_is_promised_names_the_order(console: Client) -> None:
    level = stocked(5)
    order = a_confirmed_order(level, quantity=3)
    address = f"{CONSOLE}/stock/lhr/{level.variant.sku}/"
    form = {"kind": "count", "quantity": "2", "reference": "Count of November"}
    refused = console.post(address, form)
    assert refused.status_code == 422
    assert f"3 are promised to order:{order.number}" in text_of(refused)
    console.post(address, {**form, "quantity": "4"})
    console.post(address, {**form, "kind": "receive", "quantity": "6"})
    assert StockLevel.objects.get(pk=level.pk).on_hand == 10


def test_an_event_that_was_given_up_is_delivered_again_on_request(console: Client) -> None:
    event = OutboxEvent.objects.create(kind="Nobody", payload={}, attempts=12, error="ValueError: no")
    assert "ValueError: no" in text_of(console.get(f"{CONSOLE}/health/"))
    console.post(f"{CONSOLE}/health/events/{event.pk}/retry/")
    event.refresh_from_db()
    assert event.attempts == 0
    OutboxEvent.objects.update(delivered_at=timezone.now(), attempts=3)
    told = console.post(f"{CONSOLE}/health/events/{event.pk}/retry/", follow=True)
    assert "has been delivered in the meantime" in text_of(told)
    event.refresh_from_db()
    assert event.attempts == 3


def test_a_failed_job_runs_again_once(console: Client, settle: Callable[[], int]) -> None:
    from django.db import connection
    from procrastinate.contrib.django.models import ProcrastinateJob

    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " values ('default', 'kit.nothing', '{}', 'failed', 3) returning id"
        )
        (pk,) = cursor.fetchone()
    console.post(f"{CONSOLE}/health/jobs/{pk}/retry/")
    assert ProcrastinateJob.objects.get(pk=pk).status == "todo"
    assert console.post(f"{CONSOLE}/health/jobs/{pk}/retry/", follow=True).status_code == 200

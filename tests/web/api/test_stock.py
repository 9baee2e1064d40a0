"""Programs read stock by warehouse and state, page by page, in a constant number of statements."""

from typing import Any

import pytest
from django.test import Client

from entrepot.apps.accounts.models import ApiKey, User
from tests.factories.inbound import a_planned_line, an_inbound, lot_of
from tests.factories.inventory import a_variant, a_warehouse, stocked

pytestmark = pytest.mark.django_db
# The key, the count of levels, the page of levels, their states, what is coming, and noting the key's use.
STATEMENTS = 6


def read(scope: str = "stock", **asked: Any) -> Any:
    user, _ = User.objects.get_or_create(email="partner@example.com")
    _, key = ApiKey.create_for(user, "test", [scope])
    return Client().get("/api/v1/stock", asked, headers={"Authorization": f"Bearer {key}"})


def test_stock_is_told_state_by_state_with_its_age_and_what_is_coming() -> None:
    level = stocked(5, variant=a_variant("TEA-1"))
    lot_of(level, 2, life=-1, number="OLD")
    inbound = an_inbound(a_planned_line("TEA-1", 7), destination=level.warehouse)
    answer = read(warehouse="lhr")
    assert answer.status_code == 200, answer.content
    (told,) = answer.json()["stock"]
    assert told["age_seconds"] < 60
    expected = {"inbound": inbound.number, "quantity": 7, "confidence": "high"}
    assert told["expected"][0].items() >= expected.items()
    wanted = {
        "sku": "TEA-1", "available": 7, "reserved": 0, "blocked": 0, "expired": 2, "inbound": 7,
        "in_transfer": 0,
    }  # fmt: skip
    assert told.items() >= wanted.items()


def test_pages_hold_a_hundred_levels_in_few_statements(django_assert_num_queries: Any) -> None:
    for _ in range(3):
        stocked(1, warehouse=a_warehouse("ham"))
    stocked(1)
    user = User.objects.create(email="partner@example.com")
    _, key = ApiKey.create_for(user, "test", ["stock"])
    with django_assert_num_queries(STATEMENTS):
        page = Client().get("/api/v1/stock?page=9", headers={"Authorization": f"Bearer {key}"}).json()
    assert (page["total"], page["page"], page["pages"], len(page["stock"])) == (4, 1, 1, 4)
    assert read(warehouse="ham").json()["total"] == 3


def test_a_key_for_orders_may_not_read_stock() -> None:
    assert read("orders").status_code == 403
    assert Client().get("/api/v1/stock").status_code == 401

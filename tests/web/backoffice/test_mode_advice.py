"""The page that advises on modes: from an article's own history, with its curve also as a table."""

from datetime import date, timedelta

import pytest
from django.test import Client

from entrepot.apps.planning.models import DailyDemand
from tests.factories.checkout import a_world, an_article, the_usual_lanes
from tests.factories.lanes import a_lane

pytestmark = pytest.mark.django_db
PAGE = "/en/console/mode-advice/"
ASKED = {
    "country": "DE",
    "capital": "5000",
    "risk": "0.30",
    "unit_cost": "",
    "monthly": "",
    "day_cost": "0.10",
}


def history(variant_id: int, until: date, units: int) -> None:
    DailyDemand.objects.bulk_create(
        DailyDemand(variant_id=variant_id, day=until - timedelta(days=30 * month), country="DE", units=units,
                    orders=1, currency="GBP", revenue_amount=0, source="test")
        for month in range(3)
    )  # fmt: skip


def test_an_article_is_compared_by_its_own_history(console: Client) -> None:
    a_world()
    the_usual_lanes()
    a_lane("de-home", "DE", ("DE",), mode="local_stock", bands=((30_000, "2.00"),), min_days=1, max_days=2)
    tea = an_article("TEA", "10.00")
    history(tea.pk, date(2026, 6, 30), 40)
    shown = console.get(PAGE, {"sku": "TEA", **ASKED}).content.decode()
    assert "Its history until 30 Jun 2026 shows 40 a month." in shown
    assert "Recommended: local_stock." in shown
    assert shown.count("<polyline") == 2
    assert "The curve as a table" in shown


def test_an_unknown_article_is_told_beside_the_form(console: Client) -> None:
    a_world()
    shown = console.get(PAGE, {"sku": "NONE", **ASKED}).content.decode()
    assert "There is no article “NONE” for sale." in shown
    assert "<polyline" not in shown

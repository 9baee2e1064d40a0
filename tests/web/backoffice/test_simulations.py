"""Simulations in the console: started, stopped and gone on with; tables and drawings of what was played."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.planning.models import Simulation
from entrepot.apps.planning.services.play_next_way import _opened, play_next_way
from entrepot.kit.adapters import scenarios
from tests.factories.inventory import stocked
from tests.factories.planning import SmallScenarios, a_simulation
from tests.factories.sold import a_sale
from tests.settling import settle

pytestmark = pytest.mark.django_db
PAGE = "/en/console/simulations/"
ASKED = {
    "scenario": "history",
    "days": "40",
    "start": "2026-06-01",
    "orders": "20",
    "seed": "7",
    "markets": ["de"],
}


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(scenarios._by_code, "history", SmallScenarios())
    _opened.cache_clear()


def test_started_on_the_page_it_is_played_and_shown_side_by_side(console: Client) -> None:
    assert "Nothing played yet" in console.get(PAGE).content.decode()
    answer = console.post(PAGE, ASKED)
    row = Simulation.objects.get()
    assert answer.url == f"{PAGE}{row.pk}/"  # type: ignore[attr-defined]
    assert "hx-trigger" in console.get(answer.url).content.decode()  # type: ignore[attr-defined]
    settle()
    row.refresh_from_db()
    shown = console.get(f"{PAGE}{row.pk}/").content.decode()
    assert row.report["trace"] in shown
    assert "hx-trigger" not in shown
    for told in ("Cost of an order", "On time", "Lines out of stock", "Storage", "Capital", "Duty and tax"):
        assert told in shown
    # Both ways as dots in the drawing and in its legend, and both curves of the batches.
    assert shown.count("<circle") == 4
    assert shown.count("<polyline") == 2
    assert "With waiting at 0.6% of the goods a day, 40 together are best." in shown
    assert "Finished" in console.get(PAGE).content.decode()


def test_it_speaks_chinese(console: Client) -> None:
    row = a_simulation()
    while play_next_way(simulation_id=row.pk):
        pass
    assert "德国 (EUR)" in console.get(f"/zh-hans/console/simulations/{row.pk}/").content.decode()


def test_it_can_be_stopped_and_gone_on_with(console: Client) -> None:
    row = a_simulation()
    play_next_way(simulation_id=row.pk)
    shown = console.post(f"{PAGE}{row.pk}/stop/", follow=True).content.decode()
    assert "Stopped. What was played is kept." in shown
    assert "1 of 2 ways" in shown
    console.post(f"{PAGE}{row.pk}/resume/")
    settle()
    row.refresh_from_db()
    assert (row.status, row.ways_played) == ("finished", 2)


def test_the_shops_own_orders_are_played_on_their_last_days_once_there_are_enough(console: Client) -> None:
    own = {**ASKED, "scenario": "shop", "days": "3", "start": ""}
    refused = console.post(PAGE, own)
    assert refused.status_code == 422
    told = refused.context["form"].errors["scenario"]
    assert told == [
        "In these days this shop has too few paid orders (China to Germany: 0); a market needs 30. "
        "Choose more days or fewer markets, or play the packaged history."
    ]
    level = stocked(1)
    for _number in range(30):
        a_sale(level, timezone.now())
    console.post(PAGE, own)
    row = Simulation.objects.get()
    assert (row.scenario, row.start) == ("shop", row.asked_at.date() - timedelta(days=2))
    for page in (PAGE, f"{PAGE}{row.pk}/"):
        assert "This shop&#x27;s own orders" in console.get(page).content.decode()
    assert "本店自己的订单" in console.get(f"/zh-hans/console/simulations/{row.pk}/").content.decode()


def test_a_wrong_wish_stands_beside_its_field(console: Client) -> None:
    answer = console.post(PAGE, {**ASKED, "days": "0", "markets": []})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"days", "markets"}
    assert not Simulation.objects.exists()

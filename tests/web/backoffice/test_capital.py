"""The capital in all stock together: worth, age, risk and turns, by warehouse and by article."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains

from entrepot.apps.inventory.models import Lot, StockLevel
from entrepot.apps.inventory.services.set_write_down_policy import set_write_down_policy
from entrepot.domain.inventory.write_downs import Basis, WriteDownRule
from entrepot.domain.money import Money
from tests.factories.checkout import a_world
from tests.factories.inventory import a_supplier_warehouse, a_variant, a_warehouse, behind_the_guard, stocked

pytestmark = pytest.mark.django_db
PAGE = "/en/console/capital/"


def lot_of(level: StockLevel, cost: str, *, days_ago: int, currency: str = "GBP") -> None:
    """The level's only lot came in some days ago and cost that in all."""
    behind_the_guard()
    came = timezone.now() - timedelta(days=days_ago)
    level.lots.update(received_at=came, cost_amount=Decimal(cost), currency=currency)


@pytest.fixture
def shelves() -> None:
    """20 of tea in two places (GBP 100 old, GBP 60 new), 5 cups of unknown cost, and 99 of a supplier's."""
    a_world()
    tea, cup = a_variant("TEA"), a_variant("CUP")
    far = a_warehouse("ewr", "US", "overseas")
    lot_of(stocked(10, variant=tea), "100.00", days_ago=120)
    lot_of(stocked(10, variant=tea, warehouse=far), "60.00", days_ago=5)
    lot_of(stocked(5, variant=cup, warehouse=far), "0.00", days_ago=40, currency="")
    stocked(99, variant=cup, warehouse=a_supplier_warehouse())


def test_articles_of_all_warehouses_stand_together(console: Client, shelves: None) -> None:
    report = console.get(PAGE).context["report"]
    assert (report.whole.units, report.whole.unvalued) == (25, 5)
    assert (report.whole.worth, report.whole.old) == (Money.of("160.00", "GBP"), Money.of("100.00", "GBP"))
    tea, cup = report.articles
    assert (tea.subject.sku, tea.units, tea.worth, tea.oldest_days) == (
        "TEA",
        20,
        Money.of("160", "GBP"),
        120,
    )
    assert (tea.bands, tea.old_share) == ((10, 0, 0, 10, 0), Decimal("0.625"))
    assert (cup.unvalued, cup.worth.amount) == (5, 0)
    assert [row.subject.code for row in report.warehouses] == ["lhr", "ewr"]


def test_what_the_rules_would_write_down_is_at_risk_and_sorts_first(console: Client, shelves: None) -> None:
    Lot.objects.filter(level__variant__sku="CUP", level__warehouse__code="ewr").update(
        cost_amount=400, currency="GBP"
    )
    assert console.get(PAGE).context["report"].articles[0].subject.sku == "CUP"
    rules = [WriteDownRule(Basis.AGE, 100, Decimal("0.25"))]
    set_write_down_policy(since=timezone.now().date(), rules=rules, source="Our accounting manual")
    report = console.get(f"{PAGE}?order=risk").context["report"]
    assert [row.subject.sku for row in report.articles] == ["TEA", "CUP"]
    assert report.whole.at_risk == Money.of("25.00", "GBP")


def test_one_warehouse_or_category_can_be_asked_for(console: Client, shelves: None) -> None:
    assert console.get(f"{PAGE}?warehouse=lhr").context["report"].whole.worth == Money.of("100", "GBP")
    page = console.get(f"{PAGE}?category=none&order=nonsense&rate=many")
    assert page.context["report"].articles == []
    assertContains(page, "Nothing lies there.")


def test_the_file_has_every_article(console: Client, shelves: None) -> None:
    body = b"".join(console.get(f"{PAGE}capital.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    heading, tea, cup = (line.split(",") for line in body.splitlines())
    told = dict(zip(heading, tea, strict=True))
    assert (told["sku"], told["worth"], told["older_than_90_days"]) == ("TEA", "160.00", "100.00")
    assert cup[0] == "CUP"

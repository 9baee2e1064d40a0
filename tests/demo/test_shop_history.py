"""The shop's own orders as a simulation plays them: whose, when, of what; and the same ones every time."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.orders.models import Order
from entrepot.demo.simulation.shop_history import ShopHistory
from entrepot.domain.ports.scenarios import TooFewOrders
from entrepot.domain.simulation.play import Season
from entrepot.domain.simulation.report import Played, play_way
from tests.factories.inventory import stocked
from tests.factories.sold import a_sale

pytestmark = pytest.mark.django_db
START, DAYS = date(2026, 6, 20), 10
NOON = datetime(2026, 6, 20, 12, tzinfo=UTC)


@pytest.fixture
def tea() -> StockLevel:
    return stocked(1)


def consolidated(known_at: datetime, seed: int = 7) -> Played:
    law, (market,) = ShopHistory().open(start=START, days=DAYS, orders=400, codes=["de"], known_at=known_at)
    way = next(way for way in market.ways if way.mode == "consolidated")
    return play_way(market, way, law, Season(START, DAYS, seed))


def test_a_market_is_asked_for_what_its_own_buyers_paid_for_on_their_days(tea: StockLevel) -> None:
    before = a_sale(tea, NOON - timedelta(days=3))
    bought = a_sale(tea, NOON + timedelta(days=2), pieces=3)
    a_sale(tea, NOON, country="FR")
    a_sale(tea, NOON, paid=False)
    Order.objects.filter(pk=a_sale(tea, NOON).pk).update(importer_kind="business")
    a_sale(tea, NOON + timedelta(days=DAYS))
    a_sale(tea, NOON - timedelta(days=29))
    _law, (market,) = ShopHistory().open(
        start=START, days=DAYS, orders=400, codes=["de"], known_at=timezone.now()
    )
    sku = tea.variant.sku
    assert [(one.id, one.at, one.pieces) for one in market.orders] == [
        (bought.number, NOON + timedelta(days=2), ((sku, 3),))
    ]
    assert [one.id for one in market.before] == [before.number]
    article = market.articles[sku]
    assert (article.price, article.hs, article.origin, article.gross_weight_g) == (
        Decimal("10.00"), "090210", "CN", 120,
    )  # fmt: skip
    assert {way.mode for way in market.ways} >= {"direct_mail", "consolidated", "chosen"}


def test_what_was_paid_in_another_currency_is_worth_it_in_the_markets(tea: StockLevel) -> None:
    a_sale(tea, NOON, country="US")
    _law, (market,) = ShopHistory().open(
        start=START, days=DAYS, orders=400, codes=["us"], known_at=timezone.now()
    )
    rate = market.rates["EUR"]
    assert market.articles[tea.variant.sku].price == (Decimal(10) * rate).quantize(Decimal("0.01"))
    assert rate > 1


def test_the_same_seed_has_the_same_trace_whatever_is_sold_meanwhile(tea: StockLevel) -> None:
    for day in range(DAYS):
        a_sale(tea, NOON + timedelta(days=day))
    asked_at = timezone.now()
    first = consolidated(asked_at)
    assert sum(first.tally.ends.values()) == DAYS
    a_sale(tea, NOON)
    assert consolidated(asked_at).trace == first.trace
    assert consolidated(asked_at, seed=8).trace != first.trace
    assert consolidated(timezone.now()).tally.orders == DAYS + 1


def test_too_few_orders_are_counted_by_market(tea: StockLevel) -> None:
    for number in range(30):
        a_sale(tea, NOON + timedelta(hours=number))
    a_sale(tea, NOON, country="GB")
    history, now = ShopHistory(), timezone.now()
    history.check(start=START, days=DAYS, codes=["de"], known_at=now)
    with pytest.raises(TooFewOrders) as few:
        history.check(start=START, days=DAYS, codes=["gb", "de", "us"], known_at=now)
    assert (few.value.found, few.value.least) == ({"gb": 1, "us": 0}, 30)

"""Real connections against each other: one quote makes one order, ten pieces make ten sales."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from entrepot.apps.checkout.models import Quote
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.orders.models import Order
from entrepot.kit.errors import Refused
from tests.factories.checkout import LONDON, a_cart, a_world, an_article, the_usual_lanes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def place(quote: Quote) -> str:
    try:
        return place_order(quote=quote, email="amara@example.com").number
    except Refused as refused:
        return refused.code
    finally:
        connection.close()


def test_one_quote_placed_by_eight_clicks_is_one_order() -> None:
    a_world()
    the_usual_lanes()
    tea = an_article(stock=10)
    quote = make_quote(cart=a_cart({tea: 1}, "GB", "GBP"), address=LONDON)
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(place, [quote] * 8))
    assert answers == {Order.objects.get().number}
    assert StockLevel.objects.get(variant=tea).reserved == 1


def test_forty_buyers_for_ten_pieces_make_ten_orders() -> None:
    a_world()
    the_usual_lanes()
    tea = an_article(stock=10)
    quotes = [make_quote(cart=a_cart({tea: 1}, "GB", "GBP"), address=LONDON) for _ in range(40)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(place, quotes))
    assert answers.count("out_of_stock") == 30
    assert Order.objects.count() == 10
    level = StockLevel.objects.get(variant=tea)
    assert (level.on_hand, level.reserved) == (10, 10)

"""The whole way: a cart, a quote to the door, an order with its stock held."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.open_cart import open_cart
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.checkout.services.set_line import set_line
from entrepot.apps.inventory.models import StockLevel
from tests.factories.checkout import BERLIN, LONDON, a_world, an_article, the_usual_lanes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world() -> None:
    a_world()
    the_usual_lanes()


def test_a_cart_to_germany_becomes_an_order_at_the_quoted_total() -> None:
    tea = an_article("TEA-1", "8.00")
    cart = open_cart(country="DE")
    set_line(cart=cart, variant_id=tea.pk, quantity=3)

    quote = make_quote(cart=cart, address=BERLIN)
    order = place_order(quote=quote, email="amara@example.com", language="en")

    print(quote.plan)
    assert order.total.amount == Decimal(quote.plan["totals"]["total"])

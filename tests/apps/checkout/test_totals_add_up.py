"""Whatever is in the cart: the total is the sum of its parts, and the order is the quote."""

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entrepot.apps.catalog.models import Price
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.orders.models import OrderCharge, OrderLine
from tests.factories.checkout import BERLIN, LONDON, a_cart, an_article
from tests.factories.inventory import a_warehouse
from tests.factories.lanes import a_lane

prices = st.decimals("0.01", "400.00", places=2)
pieces = st.integers(1, 9)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(prices, prices, prices), st.tuples(pieces, pieces, pieces), st.sampled_from(["DE", "GB"]))
def test_the_parts_make_the_total(
    goods: None, amounts: tuple[Decimal, ...], quantities: tuple[int, ...], country: str
) -> None:
    with transaction.atomic():
        articles = list(Price.objects.order_by("variant__sku").select_related("variant"))
        for price, amount in zip(articles, amounts, strict=True):
            Price.objects.filter(pk=price.pk).update(amount=amount)
        address, currency = (BERLIN, "EUR") if country == "DE" else (LONDON, "GBP")
        wanted = {price.variant: quantity for price, quantity in zip(articles, quantities, strict=True)}
        quote = make_quote(cart=a_cart(wanted, country, currency), address=address)
        order = place_order(quote=quote, email="amara@example.com", accept_unknown_charges=True)

        totals = {name: Decimal(text) for name, text in quote.plan["totals"].items()}
        parts = [totals[name] for name in ("goods", "shipping", "duty", "tax", "fees")]
        assert sum(parts) == totals["total"] == order.total.amount
        lines = OrderLine.objects.filter(order=order)
        assert sum(line.unit_amount * line.quantity for line in lines) == totals["goods"]
        charges = OrderCharge.objects.filter(order=order)
        assert sum(charge.amount for charge in charges if charge.due == "checkout") == sum(parts[1:])
        assert sum(line.quantity for line in lines) == sum(quantities)
        for each in quote.plan["consignments"]:
            landed = Decimal(each["landed_cost"]["totals"]["landed"]["amount"])
            assert landed == Decimal(each["goods"]) + sum(Decimal(c["amount"]) for c in each["charges"])
        transaction.set_rollback(True)


@pytest.fixture
def goods(world: None) -> None:
    a_lane("fr-out", "FR", ("DE", "GB"), currency="EUR", bands=((30_000, "4.60"),))
    an_article("TEA", stock=50)
    an_article("CUP", hs6="691200", stock=50)
    an_article("COAT", hs6="620140", stock=50, warehouse=a_warehouse("lille", "FR", "overseas"))

"""Checkout stays cheap: statements per use case, with reference data already in the process."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from entrepot.apps.checkout.queries import cart_view, landed_preview
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.open_cart import open_cart
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.checkout.services.set_line import set_line
from entrepot.apps.lanes import queries as lanes
from entrepot.apps.markets import queries as markets
from entrepot.apps.taxation import queries as taxation
from tests.factories.checkout import BERLIN, a_cart, a_world, an_article, the_usual_lanes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _warm_world(settings: Settings) -> Iterator[None]:
    settings.REFERENCE_CACHE_SECONDS = 600
    caches = (lanes.forget, markets.forget, taxation.forget)
    for forget in caches:
        forget()
    a_world()
    the_usual_lanes()
    make_quote(cart=a_cart({an_article("WARM"): 1}), address=BERLIN)
    yield
    for forget in caches:
        forget()


@contextmanager
def at_most(limit: int) -> Iterator[None]:
    with CaptureQueriesContext(connection) as seen:
        yield
    statements = [query["sql"] for query in seen.captured_queries]
    assert len(statements) <= limit, "\n".join(statements)


def test_a_checkout_of_two_articles_keeps_to_its_statements() -> None:
    tea, cup = an_article("TEA"), an_article("CUP", hs6="691200")
    with at_most(1):
        cart = open_cart(country="DE")
    with at_most(3):
        set_line(cart=cart, variant_id=tea.pk, quantity=1)
    set_line(cart=cart, variant_id=cup.pk, quantity=2)
    with at_most(3):
        cart_view(cart, "en")
    with at_most(5):
        quote = make_quote(cart=cart, address=BERLIN)
    with at_most(14):
        place_order(quote=quote, email="amara@example.com", accept_unknown_charges=True)


def test_a_preview_reads_variants_and_stock_and_nothing_else() -> None:
    tea = an_article("TEA")
    with at_most(2):
        landed_preview(variant_id=tea.pk, quantity=1, country="DE", currency="EUR")
    with at_most(0):
        landed_preview(variant_id=tea.pk, quantity=1, country="DE", currency="EUR")
